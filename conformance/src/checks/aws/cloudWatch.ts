import {
  type CloudWatchClient,
  DescribeAlarmsCommand,
  type DescribeAlarmsCommandInput,
  GetMetricDataCommand,
  type GetMetricDataCommandInput,
  ListMetricsCommand,
} from '@aws-sdk/client-cloudwatch';
import { expect } from 'expect';
import type { AwsCheck, AwsTarget } from '../../aws/AwsTarget';
import { refusalOf, withClients } from './clients';

const minute = 60_000;
const namespace = 'AWS/RDS';

/** The last half hour of the writer's processors, by some statistics. */
function asked({ cluster }: AwsTarget, ...stats: string[]): GetMetricDataCommandInput {
  const end = Math.floor(Date.now() / minute) * minute;
  const Dimensions = [
    { Name: 'DBClusterIdentifier', Value: cluster },
    { Name: 'Role', Value: 'WRITER' },
  ];
  const Metric = { Namespace: namespace, MetricName: 'CPUUtilization', Dimensions };
  return {
    StartTime: new Date(end - 30 * minute),
    EndTime: new Date(end),
    ScanBy: 'TimestampAscending',
    MetricDataQueries: stats.map(Stat => ({
      Id: Stat.toLowerCase(),
      MetricStat: { Metric, Period: 60, Stat },
    })),
  };
}

async function results(client: CloudWatchClient, input: GetMetricDataCommandInput) {
  const { MetricDataResults = [] } = await client.send(new GetMetricDataCommand(input));
  return MetricDataResults;
}

export const cloudWatchChecks: readonly AwsCheck[] = [
  {
    id: 'aws/metric',
    title:
      'one point a minute, on the minute, in the order that is asked for, lowest to highest in their order',
    run: target =>
      withClients(target, async ({ cloudWatch }) => {
        const input = asked(target, 'Minimum', 'Average', 'Maximum');
        const [lowest, average, highest] = await results(cloudWatch, input);
        expect(average).toMatchObject({ Id: 'average', StatusCode: 'Complete' });
        const times = (average?.Timestamps ?? []).map(time => time.getTime());
        expect(times.length).toBeGreaterThan(20);
        expect(times).toEqual([...times].sort((one, other) => one - other));
        expect(times.filter(time => time % minute !== 0)).toEqual([]);
        expect(times[0]).toBeGreaterThanOrEqual(input.StartTime?.getTime() ?? 0);
        expect(times.at(-1)).toBeLessThan(input.EndTime?.getTime() ?? 0);
        for (const [index, value] of (average?.Values ?? []).entries()) {
          expect(lowest?.Values?.[index]).toBeLessThanOrEqual(value);
          expect(highest?.Values?.[index]).toBeGreaterThanOrEqual(value);
        }
        const [newest] = await results(cloudWatch, {
          ...asked(target, 'Average'),
          StartTime: input.StartTime,
          EndTime: input.EndTime,
          ScanBy: 'TimestampDescending',
        });
        expect(newest?.Timestamps?.slice(-5)).toEqual(average?.Timestamps?.slice(0, 5).reverse());
      }),
  },
  {
    id: 'aws/metric-nobody-sent',
    title: 'a metric that nobody sent is empty, and complete',
    run: target =>
      withClients(target, async ({ cloudWatch }) => {
        const input = asked({ ...target, cluster: 'nobody' }, 'Average');
        expect(await results(cloudWatch, input)).toMatchObject([
          { Id: 'average', Values: [], Timestamps: [], StatusCode: 'Complete' },
        ]);
      }),
  },
  {
    id: 'aws/metric-range',
    title: 'a range that ends before it begins is refused, with 400',
    run: target =>
      withClients(target, async ({ cloudWatch }) => {
        const input = { ...asked(target, 'Average'), EndTime: new Date(0) };
        expect(await refusalOf(results(cloudWatch, input))).toEqual(['ValidationException', 400]);
      }),
  },
  {
    id: 'aws/list-metrics',
    title: 'metrics by their name and a dimension',
    run: target =>
      withClients(target, async ({ cloudWatch }) => {
        const Dimensions = [{ Name: 'DBClusterIdentifier', Value: target.cluster }];
        const command = new ListMetricsCommand({
          Namespace: namespace,
          MetricName: 'DatabaseConnections',
          Dimensions,
        });
        const { Metrics = [] } = await cloudWatch.send(command);
        const found = Metrics.map(
          ({ Dimensions: own = [] }) => own.find(({ Name }) => Name === 'Role')?.Value,
        );
        expect(found).toEqual(expect.arrayContaining(['WRITER', 'READER']));
        expect(Metrics.every(({ MetricName }) => MetricName === 'DatabaseConnections')).toBe(true);
      }),
  },
  {
    id: 'aws/alarms',
    title: 'an alarm by its name and by its state, with what it looks at',
    run: target =>
      withClients(target, async ({ cloudWatch }) => {
        const by = async (input: DescribeAlarmsCommandInput) =>
          (await cloudWatch.send(new DescribeAlarmsCommand(input))).MetricAlarms ?? [];
        const [alarm, ...others] = await by({ AlarmNames: [target.alarm] });
        expect(others).toEqual([]);
        expect(alarm).toMatchObject({
          AlarmName: target.alarm,
          AlarmArn: `arn:aws:cloudwatch:${target.region}:${target.account}:alarm:${target.alarm}`,
          Namespace: namespace,
          MetricName: 'CPUUtilization',
          Statistic: 'Average',
          Period: 60,
          EvaluationPeriods: 5,
          Threshold: 90,
          ComparisonOperator: 'GreaterThanThreshold',
          StateValue: expect.stringMatching(/^(OK|ALARM|INSUFFICIENT_DATA)$/),
          StateUpdatedTimestamp: expect.any(Date),
        });
        const names = (await by({ StateValue: alarm?.StateValue })).map(({ AlarmName }) => AlarmName);
        expect(names).toContain(target.alarm);
        expect(await by({ AlarmNamePrefix: 'nobody-' })).toEqual([]);
      }),
  },
];
