import type { Check } from '@greenroom/plugin-portal-common';
import { DateTime } from 'luxon';
import { freezeAt } from './freeze';
import type { Policy } from './policy';

export interface HoldInput {
  policy: Pick<Policy, 'freezes' | 'blockingChecks' | 'unknownBlocks'>;
  checks: readonly Check[];
  at: Date;
}

const ALL = '*';

/** Why an approved request may not execute at this moment, in a sentence; `undefined` when nothing holds it. */
export function heldBy({ policy, checks, at }: HoldInput): string | undefined {
  return heldByFreeze(policy, at) ?? heldByCheck(policy, checks) ?? heldByDoubt(policy, checks);
}

function heldByFreeze({ freezes }: HoldInput['policy'], at: Date): string | undefined {
  const frozen = freezeAt(freezes, at);
  if (!frozen) {
    return undefined;
  }
  const until = DateTime.fromISO(frozen.until, { zone: frozen.timeZone, locale: 'en' });
  return `Frozen by ${frozen.name} until ${until.toFormat('ccc d LLL yyyy HH:mm')} ${frozen.timeZone}.`;
}

function heldByCheck(policy: HoldInput['policy'], checks: readonly Check[]): string | undefined {
  const blocking = checks.find(({ id, outcome }) => outcome === 'block' && blocks(policy, id));
  return blocking && `The check ${blocking.id} blocks: ${blocking.reason}`;
}

/** A check that nobody can tell, or that has not answered at all: nothing said is not yes. */
function heldByDoubt(policy: HoldInput['policy'], checks: readonly Check[]): string | undefined {
  if (!policy.unknownBlocks) {
    return undefined;
  }
  const unknown = checks.find(({ id, outcome }) => outcome === 'unknown' && blocks(policy, id));
  if (unknown) {
    return `Nobody can tell the check ${unknown.id}: ${unknown.reason}`;
  }
  const missing = policy.blockingChecks.find(id =>
    id === ALL ? checks.length === 0 : checks.every(check => check.id !== id),
  );
  if (missing === undefined) {
    return undefined;
  }
  return missing === ALL ? 'No check has answered.' : `The check ${missing} has not answered.`;
}

function blocks({ blockingChecks }: HoldInput['policy'], id: string): boolean {
  return blockingChecks.includes(ALL) || blockingChecks.includes(id);
}
