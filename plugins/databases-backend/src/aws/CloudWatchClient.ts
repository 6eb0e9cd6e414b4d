import {
  CloudWatchClient as Sdk,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import type { AwsCredentialsManager } from '@backstage/integration-aws-node';
import { type CloudWatchAlarm, type MetricResult, readAlarms, readMetricResults } from './answers';
import { type AwsPlace, callSignal, clientOptions } from './clientOptions';
import type { MetricQuery } from './metricQueries';

/** AWS's own limit, which the SDK does not check. */
export const MAX_QUERIES = 500;
/** A server that pages for ever must not keep us. */
const PAGES = 250;

export interface MetricRange {
  /** Seconds since 1970, multiples of every query's period: AWS answers those fastest. */
  from: number;
  to: number;
}

/** What CloudWatch says of an account's Region. Errors are the SDK's: `faultOf` reads them. */
export class CloudWatchClient {
  readonly #client: Sdk;

  constructor(place: AwsPlace, credentials: AwsCredentialsManager) {
    this.#client = new Sdk(clientOptions(place, credentials));
  }

  /**
   * One call and its pages, for at most {@link MAX_QUERIES} queries. Results are in the queries' order; one that AWS
   * could not complete says so and has the points that came.
   */
  async metrics(
    queries: readonly MetricQuery[],
    { from, to }: MetricRange,
    signal: AbortSignal,
  ): Promise<MetricResult[]> {
    const abortSignal = callSignal(signal);
    const results = queries.map((_, i): MetricResult => ({ id: idOf(i), points: [], isComplete: false }));
    let token: string | undefined;
    for (let page = 0; page < PAGES; page += 1) {
      const answer = await this.#client.send(
        new GetMetricDataCommand({
          StartTime: new Date(from * 1000),
          EndTime: new Date(to * 1000),
          ScanBy: 'TimestampAscending',
          MetricDataQueries: queries.map(asked),
          ...(token !== undefined && { NextToken: token }),
        }),
        { abortSignal },
      );
      merge(results, readMetricResults(answer));
      token = answer.NextToken || undefined;
      if (token === undefined) {
        break;
      }
    }
    return results;
  }

  /** Every metric alarm of the Region. */
  async alarms(signal: AbortSignal): Promise<CloudWatchAlarm[]> {
    const abortSignal = callSignal(signal);
    const found: CloudWatchAlarm[] = [];
    let token: string | undefined;
    for (let page = 0; page < PAGES; page += 1) {
      const answer = await this.#client.send(
        new DescribeAlarmsCommand({
          AlarmTypes: ['MetricAlarm'],
          MaxRecords: 100,
          ...(token !== undefined && { NextToken: token }),
        }),
        { abortSignal },
      );
      found.push(...readAlarms(answer));
      token = answer.NextToken || undefined;
      if (token === undefined) {
        break;
      }
    }
    return found;
  }

  close(): void {
    this.#client.destroy();
  }
}

const idOf = (i: number) => `m${i}`;

function asked({ name, dimensions, statistic, period }: MetricQuery, i: number) {
  return {
    Id: idOf(i),
    ReturnData: true,
    MetricStat: {
      Metric: {
        Namespace: 'AWS/RDS',
        MetricName: name,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      },
      Period: period,
      Stat: statistic,
    },
  };
}

/** A query's points can be spread over pages: a page that is not the last says `PartialData`, the last `Complete`. */
function merge(results: MetricResult[], page: readonly MetricResult[]): void {
  for (const part of page) {
    const whole = results[Number(part.id.slice(1))];
    if (whole) {
      whole.points.push(...part.points);
      whole.isComplete = part.isComplete;
    }
  }
}
