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

export interface Following {
  /** What the source says it asks for while somebody looks at a list. */
  list: Watching | undefined;
  /** Of its charts. */
  periodSeconds: number;
  /** Only AWS sends a bill. */
  isAws: boolean;
  isListWatched: boolean;
  areChartsOpen: boolean;
}

/** What following a database costs now, for all who watch together. */
export function watchingOf(database: Pick<Database, 'engine' | 'members'>, following: Following): Watching {
  const { list, periodSeconds, isAws, isListWatched, areChartsOpen } = following;
  const charts = areChartsOpen ? seriesCount(database, metricsOf(database.engine)) : 0;
  const chartDollars = isAws ? (charts * DAY_SECONDS * DOLLARS_A_METRIC) / periodSeconds : 0;
  const listDollars = isListWatched ? (list?.dollarsADay ?? 0) : 0;
  return {
    metrics: charts + (list?.metrics ?? 0),
    periodSeconds,
    dollarsADay: Math.round((chartDollars + listDollars) * 10_000) / 10_000,
  };
}
