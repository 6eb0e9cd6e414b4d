import {
  type Database,
  type MetricName,
  metrics,
  metricsOf,
  type Watching,
} from '@greenroom/plugin-databases-common';

/** AWS's list price of a metric that `GetMetricData` is asked for, in US dollars. */
const DOLLARS_A_METRIC = 0.01 / 1_000;
const DAY_SECONDS = 86_400;

/** How many series these metrics are: one for each member, role or database. */
export function seriesCount({ members }: Pick<Database, 'members'>, names: readonly MetricName[]): number {
  const counts = {
    member: Math.max(1, members.length),
    role: Math.max(1, new Set(members.map(({ role }) => role)).size),
    database: 1,
  };
  return names.reduce((sum, name) => sum + counts[metrics[name].per], 0);
}

/** What following a database costs while somebody has its charts open; PostgreSQL itself is asked for nothing. */
export function watchingOf(
  database: Pick<Database, 'engine' | 'members'>,
  { periodSeconds, isAws, isWatched }: { periodSeconds: number; isAws: boolean; isWatched: boolean },
): Watching {
  const count = seriesCount(database, metricsOf(database.engine));
  const dollars = isAws && isWatched ? (count * DAY_SECONDS * DOLLARS_A_METRIC) / periodSeconds : 0;
  return { metrics: count, periodSeconds, dollarsADay: Math.round(dollars * 100) / 100 };
}
