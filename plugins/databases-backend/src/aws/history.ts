import {
  MAX_POINTS,
  type MetricName,
  type MetricsAnswer,
  type Series,
} from '@greenroom/plugin-databases-common';
import { InputError } from '@backstage/errors';
import type { HistoryQuery } from '../DatabaseSource';
import type { ThresholdTable } from '../reading/thresholds';
import { type CloudWatchClient, MAX_QUERIES } from './CloudWatchClient';
import { queriesOf, type SeriesQuery } from './metricQueries';
import { seriesFrom } from './seriesFrom';
import { onGrid, type Points } from './SharedMetrics';

/** CloudWatch keeps points of a minute for 15 days, of five for 63, of an hour for 455 (CloudWatch User Guide, "Metrics retention"). */
const retention: readonly { upToSeconds: number; days: number }[] = [
  { upToSeconds: 300, days: 15 },
  { upToSeconds: 3_600, days: 63 },
  { upToSeconds: Infinity, days: 455 },
];

export interface HistoryContext {
  client: Pick<CloudWatchClient, 'metrics'>;
  thresholds: ThresholdTable;
  /** Milliseconds since 1970. */
  now: number;
}

/** Series over a range, in as few calls as AWS's limits of queries and of points allow, each with its pages. */
export async function historyOf(
  query: HistoryQuery,
  { client, thresholds, now }: HistoryContext,
  signal: AbortSignal,
): Promise<MetricsAnswer> {
  const points = checkedPoints(query);
  const queries = query.metrics.flatMap(metric => queriesOf(query.database, metric, query.periodSeconds));
  const most = Math.max(1, Math.min(MAX_QUERIES, Math.floor(MAX_POINTS / points)));
  const series: Series[] = [];
  for (let i = 0; i < queries.length; i += most) {
    const part = queries.slice(i, i + most);
    series.push(...(await fetched(part, query, { client, thresholds, now }, signal)));
  }
  return {
    from: new Date(query.from * 1000).toISOString(),
    to: new Date(query.to * 1000).toISOString(),
    periodSeconds: query.periodSeconds,
    series,
    missing: query.metrics.flatMap(metric => missing(metric, queries, series, query, now)),
  };
}

/** How many points each series has. */
function checkedPoints({ from, to, periodSeconds }: HistoryQuery): number {
  if (!(to > from)) {
    throw new InputError('to has to be later than from');
  }
  const points = Math.ceil((to - from) / periodSeconds);
  if (points > MAX_POINTS) {
    throw new InputError(
      `from … to is ${points} points of ${periodSeconds} s for each metric, the limit is ${MAX_POINTS}`,
    );
  }
  return points;
}

async function fetched(
  queries: readonly SeriesQuery[],
  { database, from, to }: HistoryQuery,
  { client, thresholds }: HistoryContext,
  signal: AbortSignal,
): Promise<Series[]> {
  const results = await client.metrics(
    queries.map(({ query }) => query),
    { from, to },
    signal,
  );
  return queries.flatMap((query, i) => {
    const points: Points = onGrid(results[i]?.points ?? [], { from, to }, query.query);
    return points.values.some(value => value !== null)
      ? [seriesFrom(query, points, database, thresholds)]
      : [];
  });
}

function missing(
  metric: MetricName,
  queries: readonly SeriesQuery[],
  series: readonly Series[],
  { from, periodSeconds, database }: HistoryQuery,
  now: number,
): MetricsAnswer['missing'] {
  if (series.some(one => one.metric === metric)) {
    return [];
  }
  if (!queries.some(one => one.metric === metric)) {
    return [{ metric, reason: `${database.name} has no such metric` }];
  }
  const days = retention.find(({ upToSeconds }) => periodSeconds < upToSeconds)?.days ?? 455;
  const isOld = now / 1000 - from > days * 86_400;
  const reason = isOld
    ? `CloudWatch keeps points of ${periodSeconds} s for ${days} days`
    : 'CloudWatch has no points of this time';
  return [{ metric, reason }];
}
