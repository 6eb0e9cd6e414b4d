import { rolloutKey } from '@greenroom/plugin-rollouts-common';
import type { Observed } from '../writes/RolloutWriter';
import type { DeedRecord } from './DeedStore';

export type Found = Observed | { kind: 'nothing-sent' };

/**
 * What an act has become by what was seen of it. `now`: milliseconds of the database's clock. `isLookedAt`: by a look
 * alone, long after whoever acted fell silent.
 */
export function outcomeOf(
  found: Found,
  now: number,
  isLookedAt: boolean,
): Required<Pick<DeedRecord, 'state' | 'outcome'>> {
  switch (found.kind) {
    case 'done':
    case 'waits':
      return { state: found.kind, outcome: { text: found.text, observedAt: found.observedAt } };
    case 'superseded':
      return {
        state: 'superseded',
        outcome: { text: supersededText(found, isLookedAt), observedAt: found.observedAt },
      };
    case 'nothing-sent':
      return {
        state: 'not-sent',
        outcome: { text: 'Nothing was sent: ask for it again', observedAt: new Date(now).toISOString() },
      };
    default:
      return { state: found.kind, outcome: { text: found.why, observedAt: found.observedAt } };
  }
}

function supersededText({ by, sent }: Extract<Found, { kind: 'superseded' }>, isLookedAt: boolean): string {
  if (isLookedAt) {
    return `Superseded by ${by}; nobody saw whether it had been sent before that`;
  }
  return sent ? `It was sent, and then superseded by ${by}` : `Nothing was done: superseded by ${by}`;
}

/** A line of the ledger about an act. */
export function lineOf(deed: DeedRecord, { kind, text }: { kind: string; text: string }) {
  const { id, action, rollout, uid, revision, toRevision, by, reason } = deed;
  const isOwn = kind === 'act';
  return {
    kind,
    by: isOwn ? by : 'portal',
    subject: rolloutKey(rollout),
    request: id,
    text,
    data: { action, uid, revision, toRevision: toRevision ?? null, by, reason },
  };
}
