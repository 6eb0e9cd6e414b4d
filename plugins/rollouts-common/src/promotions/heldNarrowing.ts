import { z } from 'zod';
import { refNames } from '@greenroom/plugin-portal-common';
import type { Act } from '../rollout';
import { isAmong, type Person } from './person';

/** What narrowed the policy of a rollout and was taken away: it holds on until its time is over or a policy admin lets it go. */
export const heldNarrowingSchema = z.object({
  /** Of the annotation, or `policy/<name>` for a policy that went by a label. */
  name: z.string(),
  /** As it was written; empty for a policy. One name may have been written in several ways. */
  value: z.string(),
  /** When it was first seen to be away, and until when it holds: RFC 3339, of the database's clock. */
  goneAt: z.string(),
  until: z.string(),
});
export type HeldNarrowing = z.infer<typeof heldNarrowingSchema>;

/** What of a rollout's policy holds on, and the entity refs of those who may let it go. */
export const heldNarrowingsSchema = z.object({
  held: z.array(heldNarrowingSchema),
  admins: z.array(z.string()),
});
export type HeldNarrowings = z.infer<typeof heldNarrowingsSchema>;

/** Body of letting everything of one name go; the answer is that everything, with who let it go. */
export const letGoSchema = z.object({ name: z.string().min(1).max(300), reason: z.string() });
export const letGoAnswerSchema = z.object({
  rollout: z.string(),
  name: z.string(),
  acknowledgedBy: z.string(),
  released: z.array(heldNarrowingSchema),
});

/** Whether somebody may let a removed narrowing go before its time. */
export function mayLetGo(person: Person, admins: readonly string[]): Act {
  const why = whyNot(person, admins);
  return why === undefined ? { allowed: true } : { allowed: false, why };
}

function whyNot(person: Person, admins: readonly string[]): string | undefined {
  if (person.kind !== 'user') {
    return 'Only a policy admin may let a removed narrowing go: sign in as a person whom the catalog knows.';
  }
  if (person.onBehalfOf !== undefined) {
    return `You have to let it go yourself, in the portal: here ${person.onBehalfOf} acts on your behalf.`;
  }
  if (isAmong(person, admins)) {
    return undefined;
  }
  return admins.length === 0
    ? 'Nobody may let a removed narrowing go: no policy admin is configured (greenroom.promotions.admins).'
    : `Only a policy admin may let a removed narrowing go: ${refNames(admins, 'or')} (greenroom.promotions.admins); you are not among them.`;
}
