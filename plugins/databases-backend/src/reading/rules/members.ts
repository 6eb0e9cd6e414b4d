import type { VerdictState } from '@greenroom/plugin-portal-common';
import { type Finding, type Rule, type UnjudgedMember, writerOf } from '../Unjudged';

/**
 * Status words of RDS that are not `available` (RDS User Guide, "Viewing Amazon RDS DB instance status") and the words
 * we use for PostgreSQL. What is in no list is told as it is and counts as under way.
 */
const fine = new Set([
  'available',
  'streaming',
  'serves',
  'backing-up',
  'storage-optimization',
  'configuring-enhanced-monitoring',
]);
const broken = new Set([
  'failed',
  'stopped',
  'storage-full',
  'inaccessible-encryption-credentials',
  'inaccessible-encryption-credentials-recoverable',
  'incompatible-network',
  'incompatible-option-group',
  'incompatible-parameters',
  'incompatible-restore',
  'insufficient-capacity',
  'restore-error',
  'not reachable',
  'does not follow',
  'answers nobody',
]);
const unseen = new Set(['unknown', 'refuses us', 'not allowed to see']);

/** States that are no adjectives. */
const words: Readonly<Record<string, string>> = {
  unknown: 'is not described',
  'refuses us': 'refuses us',
  'does not follow': 'does not follow the primary',
  'answers nobody': 'answers nobody',
  'not allowed to see': 'follows in a way that the portal is not allowed to see',
  stopped: 'is stopped',
};

/** What a member's own state means. */
export function findingOfState({ id, state }: UnjudgedMember): Finding[] {
  if (fine.has(state)) {
    return [];
  }
  return [
    { state: meaningOf(state), text: `${id} ${words[state] ?? `is ${state.replaceAll('-', ' ')}`}`, ref: id },
  ];
}

function meaningOf(state: string): VerdictState {
  if (broken.has(state)) {
    return 'degraded';
  }
  return unseen.has(state) ? 'unknown' : 'progressing';
}

export const memberStates: Rule = ({ database }) => database.members.flatMap(findingOfState);

/** Nobody takes writes, and no failover is under way that would explain it. */
export const writerMissing: Rule = ({ database: { members, lastFailover, replicaOf } }) => {
  const writes = members.filter(({ role }) => role === 'writer' || role === 'primary');
  const isUnderWay = lastFailover !== undefined && lastFailover.endedAt === undefined;
  if (writes.length > 0 || isUnderWay || replicaOf !== undefined) {
    return [];
  }
  // A member that we can not see may be the one that writes.
  const isHidden = members.some(({ role, state }) => role === 'unknown' && unseen.has(state));
  return isHidden
    ? [{ state: 'unknown', text: 'It is not seen which member takes writes' }]
    : [{ state: 'degraded', text: 'No member that is reached takes writes' }];
};

/** More than one member takes writes: what is written to either is missing in the other. */
export const splitBrain: Rule = ({ database: { members } }) => {
  const primaries = members.filter(({ role }) => role === 'writer' || role === 'primary');
  return primaries.length > 1
    ? [
        {
          state: 'degraded',
          text: `Split brain: ${primaries.map(({ id }) => id).join(' and ')} both take writes`,
        },
      ]
    : [];
};

/** Told for what it is; somebody may have decided so. */
export const singlePoint: Rule = ({ database: { members } }) => {
  const writer = writerOf(members);
  return members.length === 1 && writer
    ? [
        {
          state: 'healthy',
          text: `A single point of failure: nothing takes over from ${writer.id}`,
          ref: writer.id,
        },
      ]
    : [];
};
