import { z } from 'zod';
import { dimensionList, moment, readInput, validationError } from './input';
import { statisticOf } from '../world/metrics/statistics';

const metricStat = z.object({
  Metric: z.object({
    Namespace: z.string().min(1).max(255),
    MetricName: z.string().min(1).max(255),
    Dimensions: dimensionList.optional(),
  }),
  Period: z.int().min(1),
  Stat: z.string(),
  Unit: z.string().optional(),
});

const query = z.object({
  Id: z.string().min(1).max(255),
  MetricStat: metricStat.optional(),
  Expression: z.string().min(1).max(2_048).optional(),
  Label: z.string().optional(),
  ReturnData: z.boolean().optional(),
  Period: z.int().min(1).optional(),
  AccountId: z.string().optional(),
});

const request = z.object({
  MetricDataQueries: z.array(query).min(1),
  StartTime: moment,
  EndTime: moment,
  NextToken: z.string().optional(),
  ScanBy: z.enum(['TimestampDescending', 'TimestampAscending']).optional(),
  MaxDatapoints: z.int().min(1).max(100_800).optional(),
});

export type MetricQuery = z.infer<typeof query>;
export type MetricRequest = z.infer<typeof request>;

const mostQueries = 500;
const idPattern = /^[a-z][a-zA-Z0-9_]*$/;

/**
 * Reads the request of GetMetricData.
 *
 * @throws AwsError ValidationError in the words of AWS for what its documentation rules out
 */
export function readMetricRequest(input: unknown): MetricRequest {
  const read = readInput(request, input);
  const queries = read.MetricDataQueries;
  if (queries.length > mostQueries) {
    throw validationError(
      `The collection MetricDataQueries must not have a size greater than ${mostQueries}.`,
    );
  }
  if (read.StartTime >= read.EndTime) {
    throw validationError('The parameter StartTime must be less than the parameter EndTime.');
  }
  for (const [index, each] of queries.entries()) checkQuery(each, `MetricDataQueries.member.${index + 1}`);
  if (new Set(queries.map(({ Id }) => Id)).size < queries.length) {
    throw validationError('The values for parameter Id in MetricDataQueries are not unique.');
  }
  if (!queries.some(({ ReturnData }) => ReturnData !== false)) {
    throw validationError('At least one element in MetricDataQueries must have ReturnData set to true.');
  }
  return read;
}

function checkQuery({ Id, MetricStat, Expression, Period }: MetricQuery, name: string): void {
  if (!idPattern.test(Id)) {
    throw validationError(
      `The value ${Id} for parameter ${name}.Id is not matching the expected pattern ${idPattern.source}.`,
    );
  }
  if ((MetricStat === undefined) === (Expression === undefined)) {
    throw validationError(
      `The parameters ${name}.Expression and ${name}.MetricStat are mutually exclusive and you have specified ${MetricStat ? 'both' : 'none'}.`,
    );
  }
  for (const period of [MetricStat?.Period, Period]) {
    if (period !== undefined) checkPeriod(period, `${name}.MetricStat.Period`);
  }
  if (MetricStat && !statisticOf(MetricStat.Stat)) {
    throw validationError(
      `The value ${MetricStat.Stat} for parameter ${name}.MetricStat.Stat is not supported.`,
    );
  }
}

function checkPeriod(period: number, name: string): void {
  if ([1, 5, 10, 20, 30].includes(period) || period % 60 === 0) return;
  throw validationError(`The parameter ${name} must be 1, 5, 10, 20, 30 or a multiple of 60`);
}
