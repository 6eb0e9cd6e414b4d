import type { Member } from '@greenroom/plugin-databases-common';
import type { UnjudgedMember } from '../reading/Unjudged';
import type { Sample } from './samples/Samples';
import type { Seen, Sight } from './sight';

/** A member at a look. */
export interface SeenMember {
  name: string;
  sight: Sight;
}

/** One look at a database, and when. */
export interface Observation {
  /** Milliseconds since 1970. */
  at: number;
  members: readonly SeenMember[];
}

/** What can be charted of a look. Rates need the look before, of the same primary and without a restart between. */
export function sampleOf(
  now: Observation,
  before: Observation | undefined,
  judged: readonly UnjudgedMember[],
): Sample {
  const primary = seenAs(now, false)[0];
  const standbys = seenAs(now, true);
  const rates = primary && before && ratesOf(primary, before, (now.at - before.at) / 1_000);
  return {
    at: Math.floor(now.at / 1_000),
    values: {
      connections: {
        ...one('primary', primary?.sight.identity.connections),
        ...one('standby', sum(standbys.map(({ sight }) => sight.identity.connections))),
      },
      'replica-lag': Object.fromEntries(
        judged.flatMap(({ id, lag }) => (secondsOf(lag) === undefined ? [] : [[id, secondsOf(lag) ?? 0]])),
      ),
      'used-storage': one('', primary && sum(primary.sight.sizes.map(({ bytes }) => bytes))),
      'transaction-age': one('', primary?.sight.oldestTransactionAge),
      transactions: one('', rates?.transactions),
      deadlocks: one('primary', rates?.deadlocks),
      'cache-hits': one('primary', rates?.cacheHits),
    },
  };
}

const one = (of: string, value: number | undefined): Record<string, number> =>
  value === undefined ? {} : { [of]: value };

/** Of nothing there is no sum. */
function sum(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter(value => value !== undefined);
  return known.length > 0 ? known.reduce((a, b) => a + b, 0) : undefined;
}

function seenAs({ members }: Observation, inRecovery: boolean): { name: string; sight: Seen }[] {
  return members.flatMap(({ name, sight }) =>
    sight.kind === 'seen' && sight.identity.in_recovery === inRecovery ? [{ name, sight }] : [],
  );
}

function secondsOf(lag: Member['lag']): number | undefined {
  return lag !== undefined && lag !== 'unknown' && lag.unit === 's' ? lag.value : undefined;
}

function ratesOf({ name, sight }: { name: string; sight: Seen }, before: Observation, seconds: number) {
  const then = seenAs(before, false).find(member => member.name === name)?.sight;
  const [a, b] = [then?.counters, sight.counters];
  if (!a || !b || seconds <= 0 || then?.identity.started_at !== sight.identity.started_at) {
    return undefined;
  }
  const hits = grown(a.hits, b.hits);
  const reads = grown(a.reads, b.reads);
  const touched = hits === undefined || reads === undefined ? 0 : hits + reads;
  return {
    transactions: perSecond(grown(a.transactions, b.transactions), seconds),
    deadlocks: perSecond(grown(a.deadlocks, b.deadlocks), seconds),
    cacheHits: touched > 0 && hits !== undefined ? (hits / touched) * 100 : undefined,
  };
}

/** Counters go back to 0 when somebody resets the statistics: then it is not known. */
function grown(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined || b < a ? undefined : b - a;
}

const perSecond = (value: number | undefined, seconds: number) =>
  value === undefined ? undefined : value / seconds;
