import type { JsonOperation } from '../Operation';
import type { AwsRegion } from '../world/AwsRegion';
import { rdsNamespace } from '../world/metrics/Measurements';
import { type Evaluable, Evaluator } from './expressions/Evaluator';
import { type MetricQuery, type MetricRequest, readMetricRequest } from './metricQueries';
import { type Page, pageOfResults, type Result } from './pageOfResults';
import { type Points, pointsOf } from '../world/metrics/points';
import { statisticOf } from '../world/metrics/statistics';

/** What measures, and when. */
interface Measured {
  request: MetricRequest;
  region: AwsRegion;
  now: number;
}

export const getMetricData: JsonOperation = {
  answer(input, { region, now }) {
    const request = readMetricRequest(input);
    const measured = { request, region, now: now.getTime() };
    const queries = request.MetricDataQueries.map(query => evaluable(query, measured));
    const { StartTime, EndTime } = request;
    const start = Math.floor(StartTime / minute) * minute;
    const evaluator = new Evaluator(queries, { start, end: Math.min(EndTime, now.getTime()) });
    const wanted = request.MetricDataQueries.filter(({ ReturnData }) => ReturnData !== false);
    const results = wanted.flatMap(({ Id }) => resultsOf(Id, queries, evaluator));
    return answerOf(pageOfResults(inOrder(results, request), request));
  },
};

const minute = 60_000;

function resultsOf(id: string, queries: readonly Evaluable[], evaluator: Evaluator): Result[] {
  const query = queries.find(each => each.id === id);
  const series = query ? evaluator.series(query) : [];
  return series.map(({ points, label }) => ({
    id,
    label: series.length > 1 ? `${query?.label} ${label}` : (query?.label ?? id),
    points: [...points],
  }));
}

function inOrder(results: Result[], { ScanBy }: MetricRequest): Result[] {
  if (ScanBy === 'TimestampAscending') return results;
  return results.map(result => ({ ...result, points: result.points.reverse() }));
}

function evaluable(query: MetricQuery, measured: Measured): Evaluable {
  const { Id: id, Label, MetricStat, Expression: expression } = query;
  const label = Label ?? MetricStat?.Metric.MetricName ?? id;
  if (!MetricStat) return { id, label, expression };
  return {
    id,
    label,
    measured: { label, period: MetricStat.Period, points: metricPoints(MetricStat, measured) },
  };
}

const none: Points = new Map();

function metricPoints(
  stat: NonNullable<MetricQuery['MetricStat']>,
  { request, region, now }: Measured,
): Points {
  const statistic = statisticOf(stat.Stat);
  if (!statistic || stat.Metric.Namespace !== rdsNamespace) return none;
  const { MetricName, Dimensions = [] } = stat.Metric;
  const dimensions = Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value]));
  const series = region.measurements.series(MetricName, dimensions);
  if (!series || (stat.Unit ?? series.unit) !== series.unit) return none;
  const { StartTime: start, EndTime: end } = request;
  return pointsOf(series, statistic, { start, end, period: stat.Period, now });
}

function answerOf({ results, nextToken }: Page) {
  return {
    MetricDataResults: results.map(({ id, label, points, isPartial }) => ({
      Id: id,
      Label: label,
      Timestamps: points.map(([at]) => at / 1_000),
      Values: points.map(([, value]) => value),
      StatusCode: isPartial ? 'PartialData' : 'Complete',
    })),
    Messages: [],
    ...(nextToken && { NextToken: nextToken }),
  };
}
