import type { JsonOperation } from '../Operation';
import type { AwsRegion } from '../world/AwsRegion';
import { rdsNamespace } from '../world/metrics/Measurements';
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
    const wanted = request.MetricDataQueries.filter(({ ReturnData }) => ReturnData !== false);
    const results = wanted.map(query => resultOf(query, measured));
    return answerOf(pageOfResults(results, request));
  },
};

function resultOf(query: MetricQuery, measured: Measured): Result {
  const { Id: id, Label, MetricStat, Expression } = query;
  const label = Label ?? MetricStat?.Metric.MetricName ?? Expression ?? id;
  const points = [...metricPoints(query, measured)];
  const isAscending = measured.request.ScanBy === 'TimestampAscending';
  return { id, label, points: isAscending ? points : points.reverse() };
}

const none: Points = new Map();

function metricPoints({ MetricStat }: MetricQuery, { request, region, now }: Measured): Points {
  const statistic = MetricStat && statisticOf(MetricStat.Stat);
  if (!MetricStat || !statistic || MetricStat.Metric.Namespace !== rdsNamespace) return none;
  const { MetricName, Dimensions = [] } = MetricStat.Metric;
  const dimensions = Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value]));
  const series = region.measurements.series(MetricName, dimensions);
  if (!series || (MetricStat.Unit ?? series.unit) !== series.unit) return none;
  const { StartTime: start, EndTime: end } = request;
  return pointsOf(series, statistic, { start, end, period: MetricStat.Period, now });
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
