import type { Check } from '@greenroom/plugin-portal-common';
import { DateTime } from 'luxon';
import { freezeAt } from './freeze';
import type { Policy } from './policy';
import type { RequestKind } from './promotionRequest';

export interface HoldInput {
  policy: Pick<Policy, 'freezes' | 'blockingChecks' | 'unknownBlocks'>;
  checks: readonly Check[];
  at: Date;
  /** `promote` when left out. */
  requestKind?: RequestKind;
}

const ALL = '*';

/** A retry makes the preview that the other checks are about, and ends in the pause that a promotion has to ask about. */
const checksOfRetry = ['cluster-live'];

/** Why an approved request may not execute at this moment, in a sentence; `undefined` when nothing holds it. */
export function heldBy({ policy, checks, at, requestKind }: HoldInput): string | undefined {
  if (requestKind !== 'retry') {
    return heldByFreeze(policy, at) ?? heldByCheck(policy, checks) ?? heldByDoubt(policy, checks);
  }
  const asked = checks.filter(({ id }) => checksOfRetry.includes(id));
  const blockingChecks = checksOfRetry.filter(id => blocks(policy, id));
  return heldBy({ policy: { ...policy, blockingChecks }, checks: asked, at });
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
