import { DescribeAlarmsCommand, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeDBClustersCommand, DescribeDBInstancesCommand } from '@aws-sdk/client-rds';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { refusal, TestAws } from '../__testUtils__/TestAws';

let aws: TestAws;
beforeEach(async () => {
  aws = await TestAws.start();
});
afterEach(() => aws.stop());

const region = 'aws:eu-central-1';
const inject = (fault: string, target = region) => aws.server.faultTarget.inject({ target, fault });
const instances = (where?: string) =>
  refusal(aws.rds({ region: where ?? 'eu-central-1' }).send(new DescribeDBInstancesCommand({})));
const alarms = () => refusal(aws.cloudwatch().send(new DescribeAlarmsCommand({})));

it.each([
  ['throttle', 'Throttling', 400, 400],
  ['denied', 'AccessDenied', 403, 400],
  ['expired-credentials', 'ExpiredToken', 403, 400],
  ['skew', 'SignatureDoesNotMatch', 403, 400],
])('%s refuses a Region with %s, until it ends, and no other Region', async (fault, name, query, json) => {
  inject(fault);
  expect(await instances()).toMatchObject({ name, status: query });
  expect(await alarms()).toMatchObject({ name, status: json });
  expect((await instances('eu-west-1')).name).toBe('none');
  inject('none');
  expect((await instances()).name).toBe('none');
});

it('tells its time where it differs, so that a client gets over it with its second attempt', async () => {
  inject('skew');
  const client = aws.rds();
  const before = client.config.systemClockOffset;
  const ask = () => refusal(client.send(new DescribeDBInstancesCommand({})));
  expect((await ask()).name).toBe('SignatureDoesNotMatch');
  expect((await ask()).name).toBe('none');
  expect((client.config.systemClockOffset - before) / 60_000).toBeCloseTo(15, 0);
});

it('says who one is also while nothing is allowed', async () => {
  inject('denied');
  expect((await refusal(aws.sts().send(new GetCallerIdentityCommand({})))).name).toBe('none');
});

it('cuts the line, or leaves it hanging, to one Region', async () => {
  inject('unreachable');
  expect((await instances()).status).toBeUndefined();
  inject('none');
  inject('hang');
  const given = { abortSignal: AbortSignal.timeout(80) };
  expect((await refusal(aws.rds().send(new DescribeDBInstancesCommand({}), given))).name).toBe('AbortError');
  expect((await instances('eu-west-1')).name).toBe('none');
});

async function connections(id: string): Promise<number> {
  const EndTime = aws.clock.now();
  const { MetricDataResults } = await aws.cloudwatch().send(
    new GetMetricDataCommand({
      StartTime: new Date(EndTime.getTime() - 5 * 60_000),
      EndTime,
      MetricDataQueries: [
        {
          Id: 'a',
          MetricStat: {
            Metric: {
              Namespace: 'AWS/RDS',
              MetricName: 'DatabaseConnections',
              Dimensions: [{ Name: 'DBInstanceIdentifier', Value: id }],
            },
            Period: 60,
            Stat: 'Average',
          },
        },
      ],
    }),
  );
  return MetricDataResults?.[0]?.Values?.length ?? 0;
}

it('measures nothing while there is no data, of one instance or of all', async () => {
  inject('no-data', `${region}/shop-aurora-2`);
  aws.clock.advance(10 * 60_000);
  expect(await connections('shop-aurora-2')).toBe(0);
  expect(await connections('shop-aurora-1')).toBeGreaterThan(2);
  inject('no-data');
  aws.clock.advance(10 * 60_000);
  expect(await connections('shop-aurora-1')).toBe(0);
  inject('none');
  inject('none', `${region}/shop-aurora-2`);
  aws.clock.advance(10 * 60_000);
  expect(await connections('shop-aurora-2')).toBeGreaterThan(2);
});

it('stops the restore window', async () => {
  const latest = async () => {
    const { DBClusters } = await aws.rds().send(new DescribeDBClustersCommand({}));
    return DBClusters?.[0]?.LatestRestorableTime?.getTime() ?? 0;
  };
  inject('stale-backups', `${region}/shop-aurora`);
  const stood = await latest();
  aws.clock.advance(3_600_000);
  expect(await latest()).toBe(stood);
  inject('none', `${region}/shop-aurora`);
  expect(aws.clock.now().getTime() - (await latest())).toBeLessThan(9 * 60_000);
});

it('fills a volume until the instance stands still', async () => {
  const target = 'aws:eu-north-1/conduit-db';
  inject('storage-full', target);
  aws.clock.advance(300_000);
  const caller = { account: '518834609275', region: 'eu-north-1' };
  const status = async () => {
    const { DBInstances } = await aws.rds(caller).send(new DescribeDBInstancesCommand({}));
    return DBInstances?.[0]?.DBInstanceStatus;
  };
  expect(await status()).toBe('storage-full');
  inject('none', target);
  expect(await status()).toBe('available');
  expect(() => inject('storage-full', `${region}/shop-aurora-1`)).toThrow(/no volume of its own/);
});

it('deletes and renames instances; what the others do goes on', async () => {
  inject('rename', `${region}/shop-aurora-3`);
  const { DBInstances = [] } = await aws.rds().send(new DescribeDBInstancesCommand({}));
  expect(DBInstances.map(each => each.DBInstanceIdentifier)).toEqual([
    'shop-aurora-1',
    'shop-aurora-2',
    'shop-aurora-3-renamed',
  ]);
  inject('delete', `${region}/shop-aurora-1`);
  aws.clock.advance(30_000);
  const { DBClusters } = await aws.rds().send(new DescribeDBClustersCommand({}));
  const members = DBClusters?.[0]?.DBClusterMembers ?? [];
  expect(members).toHaveLength(2);
  expect(members.filter(({ IsClusterWriter }) => IsClusterWriter)).toHaveLength(1);
});

it('names what it knows, and refuses the rest in a sentence', () => {
  const known = aws.server.faultTarget.faults();
  expect(Object.keys(known)).toEqual(expect.arrayContaining([region, 'aws:us-east-1/whale-db']));
  expect(() => inject('flood')).toThrow('There is no fault flood of eu-central-1; there are throttle,');
  expect(() => inject('failover', `${region}/nope`)).toThrow('There is no database nope in eu-central-1.');
});

it('throttles by account, Region and operation: nine DescribeAlarms a second', async () => {
  const some = await Promise.all(Array.from({ length: 12 }, alarms));
  expect(some.filter(({ name }) => name === 'Throttling')).toHaveLength(3);
  expect(some.find(({ name }) => name === 'Throttling')?.message).toBe('Rate exceeded');
  aws.clock.advance(1_000);
  expect((await alarms()).name).toBe('none');
});
