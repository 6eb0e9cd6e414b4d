import { type MetricName, metrics, type Reading } from '@greenroom/plugin-databases-common';
import { keyOf, type Measured, queriesOf, type SeriesQuery } from './metricQueries';
import { type Followed, PERIOD, type Points } from './SharedMetrics';

/** A metric that a verdict is made from: how often, and over how many points it has to hold. */
interface Vital {
  /** Seconds between two times it is asked for while somebody looks at a list: each time costs. */
  pace: number;
  /** Points of a minute that AWS's recommended alarm asks for ("M of M"). */
  points: number;
  worse: 'above' | 'below';
  /** Only some instance classes have it: where there is none, nothing is missing. */
  isOfSome?: true;
}

const MINUTE = 60;
const SLOW = 300;

const vitals: Partial<Record<MetricName, Vital>> = {
  cpu: { pace: MINUTE, points: 5, worse: 'above' },
  connections: { pace: MINUTE, points: 5, worse: 'above' },
  'replica-lag': { pace: MINUTE, points: 10, worse: 'above' },
  'free-memory': { pace: SLOW, points: 15, worse: 'below' },
  'db-load': { pace: SLOW, points: 15, worse: 'above' },
  'read-latency': { pace: SLOW, points: 5, worse: 'above' },
  'write-latency': { pace: SLOW, points: 5, worse: 'above' },
  'cache-hits': { pace: SLOW, points: 10, worse: 'below' },
  'free-local-storage': { pace: SLOW, points: 5, worse: 'below' },
  // Of classes that burst; others have no credits to run out of.
  'ebs-byte-balance': { pace: SLOW, points: 3, worse: 'below', isOfSome: true },
  'ebs-io-balance': { pace: SLOW, points: 3, worse: 'below', isOfSome: true },
  'transaction-age': { pace: SLOW, points: 1, worse: 'above' },
};
const vitalNames = Object.keys(vitals) as MetricName[];

/** Storage is followed in steps of five minutes over some hours, for its trend. */
export const STORAGE_PERIOD = 300;
const STORAGE_WINDOW = 3 * 3600;
export const storageMetrics = ['free-storage', 'used-storage'] as const satisfies readonly MetricName[];

/** Points that are had each time: CloudWatch is late, and the longest rule asks for fifteen. */
const WINDOW_POINTS = 18;

/** How long a point counts as what it is now: CloudWatch is one to three minutes late. */
const CURRENT_POINTS = 5;

export interface VitalQuery extends SeriesQuery {
  followed: Followed;
}

/** What is asked for so that a verdict can be given. */
export function vitalQueries(database: Measured): VitalQuery[] {
  const own = vitalNames.flatMap(metric =>
    queriesOf(database, metric, PERIOD).map(query => followed(query, vitals[metric]?.pace ?? MINUTE)),
  );
  const storage = storageMetrics.flatMap(metric =>
    queriesOf(database, metric, STORAGE_PERIOD).map(query => followed(query, SLOW, STORAGE_WINDOW)),
  );
  return [...own, ...storage];
}

/** What a chart's tail asks for: each period. */
export function tailQueries(database: Measured, names: readonly MetricName[]): VitalQuery[] {
  return names.flatMap(metric => queriesOf(database, metric, PERIOD).map(query => followed(query, PERIOD)));
}

function followed(query: SeriesQuery, pace: number, window = WINDOW_POINTS * PERIOD): VitalQuery {
  return { ...query, followed: { query: query.query, pace, window } };
}

/** The newest value of each, where there is one that still counts. */
export function readingsFrom(queries: readonly VitalQuery[], points: ReadonlyMap<string, Points>): Reading[] {
  return queries.flatMap(({ metric, of, query, factor }) => {
    const newest = newestOf(points.get(keyOf(query)));
    if (!newest) {
      return [];
    }
    const sustained = sustainedOf(newest.until, vitals[metric]);
    return [
      {
        metric,
        ...(of !== undefined && { of }),
        value: newest.value * factor,
        ...(sustained !== undefined && { sustained: sustained * factor }),
        at: newest.at,
      },
    ];
  });
}

interface Newest {
  value: number;
  /** RFC 3339. */
  at: string;
  /** The points up to it. */
  until: (number | null)[];
}

export function newestOf(points: Points | undefined): Newest | undefined {
  if (!points) {
    return undefined;
  }
  const { values, start, period } = points;
  const last = values.findLastIndex(value => value !== null);
  const value = values[last] ?? null;
  const isCurrent = period > PERIOD || values.length - last <= CURRENT_POINTS;
  return value !== null && isCurrent
    ? {
        value,
        at: new Date((start + last * period) * 1000).toISOString(),
        until: values.slice(0, last + 1),
      }
    : undefined;
}

/** The value it was never better than over the points that are asked for: a rule that looks at it holds for all of them. */
function sustainedOf(values: readonly (number | null)[], vital: Vital | undefined): number | undefined {
  const asked = vital ? values.slice(-vital.points) : [];
  const known = asked.filter(value => value !== null);
  if (!vital || known.length < vital.points) {
    return undefined;
  }
  return vital.worse === 'above' ? Math.min(...known) : Math.max(...known);
}

/** Names of what CloudWatch has nothing of. */
export function silentMetrics(
  queries: readonly VitalQuery[],
  points: ReadonlyMap<string, Points>,
): MetricName[] {
  const has = (name: MetricName) =>
    queries.some(({ metric, query }) => metric === name && newestOf(points.get(keyOf(query))));
  return [...new Set(queries.map(({ metric }) => metric))].filter(
    name => metrics[name] && vitals[name]?.isOfSome !== true && !has(name),
  );
}
