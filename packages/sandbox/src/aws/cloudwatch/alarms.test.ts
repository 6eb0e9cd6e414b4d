import {
  type AlarmHistoryItem,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
} from '@aws-sdk/client-cloudwatch';
import { FailoverDBClusterCommand } from '@aws-sdk/client-rds';
import { refusal, TestAws } from '../__testUtils__/TestAws';
import { assess, initially } from '../world/alarms/assess';
import type { AlarmPlan } from '../world/plans';

const minute = 60_000;

let aws: TestAws;
beforeAll(async () => {
  aws = await TestAws.start();
});
afterAll(() => aws.stop());

describe('alarms', () => {
  const states = async () => {
    const { MetricAlarms = [] } = await aws.cloudwatch().send(new DescribeAlarmsCommand({}));
    return Object.fromEntries(MetricAlarms.map(alarm => [alarm.AlarmName, alarm]));
  };
  const history = async () => {
    const command = new DescribeAlarmHistoryCommand({
      AlarmName: 'shop-aurora-replica-lag',
      HistoryItemType: 'StateUpdate',
      ScanBy: 'TimestampAscending',
    });
    const { AlarmHistoryItems = [] } = await aws.cloudwatch().send(command);
    return AlarmHistoryItems.map(({ HistorySummary }: AlarmHistoryItem) => HistorySummary);
  };

  it('are born without data, become what their metric says, and fire when it does', async () => {
    aws.clock.advance(20 * minute);
    expect((await history())[0]).toBe('Alarm updated from INSUFFICIENT_DATA to OK');
    const before = await states();
    expect(before['shop-aurora-replica-lag']?.StateValue).toBe('OK');
    expect(before['shop-aurora-read-latency']).toMatchObject({
      StateValue: 'INSUFFICIENT_DATA',
      ActionsEnabled: false,
      ExtendedStatistic: 'p90',
    });
    const failover = new FailoverDBClusterCommand({ DBClusterIdentifier: 'shop-aurora' });
    await aws.rds({ user: 'admin' }).send(failover);
    aws.clock.advance(4 * minute);
    const fired = (await states())['shop-aurora-replica-lag'];
    expect(fired).toMatchObject({
      StateValue: 'ALARM',
      MetricName: 'AuroraReplicaLagMaximum',
      Threshold: 500,
    });
    expect(fired?.StateReason).toMatch(
      /^Threshold Crossed: \d out of the last 3 datapoints \[[\d.]+ \(\d\d\/\d\d\/\d\d \d\d:\d\d:00\).*\] were greater than the threshold \(500\.0\) \(minimum 2 datapoints for OK -> ALARM transition\)\.$/,
    );
    aws.clock.advance(20 * minute);
    expect((await states())['shop-aurora-replica-lag']?.StateValue).toBe('OK');
    expect((await history()).slice(-2)).toEqual([
      'Alarm updated from OK to ALARM',
      'Alarm updated from ALARM to OK',
    ]);
  });

  it('are paged, and found by name, prefix and state', async () => {
    const ask = (asked: object) => aws.cloudwatch().send(new DescribeAlarmsCommand(asked));
    const first = await ask({ MaxRecords: 2 });
    expect(first.MetricAlarms).toHaveLength(2);
    const rest = await ask({ MaxRecords: 100, NextToken: first.NextToken });
    expect(rest.MetricAlarms).toHaveLength(3);
    expect((await ask({ AlarmNamePrefix: 'shop-aurora-w' })).MetricAlarms).toHaveLength(2);
    expect((await ask({ StateValue: 'INSUFFICIENT_DATA' })).MetricAlarms).toHaveLength(1);
    expect((await ask({ AlarmTypes: ['CompositeAlarm'] })).MetricAlarms).toEqual([]);
    expect((await refusal(ask({ NextToken: 'nonsense!' }))).name).toBe('InvalidNextToken');
  });
});

describe('missing points', () => {
  const plan: AlarmPlan = {
    name: 'a',
    description: '',
    metric: 'CPUUtilization',
    dimensions: {},
    statistic: 'Average',
    period: 60,
    evaluationPeriods: 3,
    datapointsToAlarm: 3,
    threshold: 90,
    comparison: 'GreaterThanThreshold',
  };
  const points = (...values: (number | undefined)[]) =>
    values.map((value, index) => ({ at: (10 - index) * minute, value }));
  const state = (missing: AlarmPlan['missing'], ...values: (number | undefined)[]) =>
    assess({ ...plan, missing }, points(...values), { ...initially, state: 'OK' }).state;
  const no = undefined;

  // Newest first, two more than are needed, as CloudWatch's documentation has it for three of three.
  it.each<[AlarmPlan['missing'], (number | undefined)[], string]>([
    ...(['missing', 'ignore', 'breaching', 'notBreaching'] as const).flatMap(
      (missing): [AlarmPlan['missing'], (number | undefined)[], string][] => [
        [missing, [95, no, 95, no, 50], 'OK'],
        [missing, [no, no, no, no, 50], 'OK'],
        [missing, [95, no, 95, 95, 50], 'ALARM'],
      ],
    ),
    ['missing', [no, no, no, no, no], 'INSUFFICIENT_DATA'],
    ['ignore', [no, no, no, no, no], 'OK'],
    ['breaching', [no, no, no, no, no], 'ALARM'],
    ['notBreaching', [no, no, no, no, no], 'OK'],
    ['missing', [no, no, 95, no, no], 'ALARM'],
    ['ignore', [no, no, 95, no, no], 'OK'],
    ['breaching', [no, no, 95, no, no], 'ALARM'],
    ['notBreaching', [no, no, 95, no, no], 'OK'],
  ])('treated as %s: %j is %s', (missing, values, expected) => {
    expect(state(missing, ...values)).toBe(expected);
  });
});
