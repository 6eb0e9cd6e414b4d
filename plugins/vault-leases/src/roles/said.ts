import type { Source } from '@greenroom/plugin-portal-common';
import { believe, remembered, type Said } from '@greenroom/plugin-portal-react';
import { fingerprintSchema, type Role, type StaticRole } from '@greenroom/plugin-vault-leases-common';
import { coverageSentence, secondsWords } from '../words';

/** A role with what is said of it. */
export type SaidRole = Role & Said;
export type SaidStaticRole = StaticRole & Said;

/** A role that did not change is the same object at the next call. */
export const saidRole = remembered((role: Role): SaidRole => ({ ...role, sentence: roleSentence(role) }));
export const saidStatic = remembered((role: StaticRole): SaidStaticRole => ({
  ...role,
  sentence: staticSentence(role),
}));

/** Roles as far as they can be believed now. @param sources - of their Vault */
export function believedRoles(roles: Iterable<Role>, sources: readonly Source[]): SaidRole[] {
  return [...roles].map(role => believe(saidRole(role), sources));
}

/** The same of static roles. */
export function believedStatics(roles: Iterable<StaticRole>, sources: readonly Source[]): SaidStaticRole[] {
  return [...roles].map(role => believe(saidStatic(role), sources));
}

/** What is wrong with it, else how many leases it has and of how many of them this was made. */
export function roleSentence({ verdict, coverage }: Pick<Role, 'coverage' | 'verdict'>): string {
  return whyNot(verdict) ?? coverageSentence(coverage);
}

export function staticSentence({
  verdict,
  username,
  rotationPeriodSeconds,
}: Pick<StaticRole, 'rotationPeriodSeconds' | 'username' | 'verdict'>): string {
  const period = secondsWords(rotationPeriodSeconds);
  return (
    whyNot(verdict) ??
    `Its user${username ? ` ${username}` : ''} stays and gets a new password ${period ? `every ${period}` : 'now and then'}.`
  );
}

/** A reason that is of one of its leases says which. */
function whyNot({ state, reasons }: Role['verdict']): string | undefined {
  const [first] = state === 'healthy' ? [] : reasons;
  if (!first) {
    return undefined;
  }
  const { success: isOfLease } = fingerprintSchema.safeParse(first.ref);
  return `${isOfLease ? `Lease ${first.ref}: ` : ''}${first.text.replace(/\.$/, '')}.`;
}
