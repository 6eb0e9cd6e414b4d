import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeDBClustersCommand, DescribeDBInstancesCommand } from '@aws-sdk/client-rds';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { refusal, storefront, TestAws } from './__testUtils__/TestAws';

let aws: TestAws;
beforeAll(async () => {
  aws = await TestAws.start();
});
afterAll(() => aws.stop());

const shopWriter = [
  { Name: 'DBClusterIdentifier', Value: 'shop-aurora' },
  { Name: 'Role', Value: 'WRITER' },
];

it('describes a cluster with its members as the client of RDS reads it', async () => {
  const { DBClusters } = await aws.rds().send(new DescribeDBClustersCommand({}));
  expect(DBClusters).toMatchObject([
    {
      DBClusterIdentifier: 'shop-aurora',
      Status: 'available',
      Engine: 'aurora-postgresql',
      MultiAZ: true,
      AvailabilityZones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'],
      DeletionProtection: true,
      TagList: expect.arrayContaining([{ Key: 'system', Value: 'storefront' }]),
    },
  ]);
  const members = DBClusters?.[0]?.DBClusterMembers ?? [];
  expect(members.map(member => member.DBInstanceIdentifier)).toEqual([
    'shop-aurora-1',
    'shop-aurora-2',
    'shop-aurora-3',
  ]);
  expect(members.filter(({ IsClusterWriter }) => IsClusterWriter)).toHaveLength(1);
  const latest = DBClusters?.[0]?.LatestRestorableTime?.getTime() ?? 0;
  const behind = aws.clock.now().getTime() - latest;
  expect(behind).toBeGreaterThanOrEqual(3 * 60_000);
  expect(behind).toBeLessThanOrEqual(8 * 60_000);
});

it('describes instances with zones and standby', async () => {
  const { DBInstances } = await aws.rds().send(new DescribeDBInstancesCommand({}));
  expect(DBInstances).toHaveLength(3);
  expect(DBInstances?.[1]).toMatchObject({
    DBInstanceIdentifier: 'shop-aurora-2',
    DBInstanceStatus: 'available',
    DBClusterIdentifier: 'shop-aurora',
    AvailabilityZone: 'eu-central-1b',
    MultiAZ: false,
    PromotionTier: 1,
    PendingModifiedValues: {},
    StatusInfos: [],
  });
  const conduit = aws.rds({ account: '518834609275', region: 'eu-north-1' });
  const pair = await conduit.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: 'conduit-db' }));
  expect(pair.DBInstances?.[0]).toMatchObject({
    MultiAZ: true,
    AvailabilityZone: 'eu-north-1a',
    SecondaryAvailabilityZone: 'eu-north-1c',
    AllocatedStorage: 100,
  });
});

it('has a world of its own in each Region and account', async () => {
  const replica = await aws.rds({ region: 'eu-west-1' }).send(new DescribeDBClustersCommand({}));
  expect(replica.DBClusters).toMatchObject([
    {
      DBClusterIdentifier: 'shop-aurora-dr',
      ReplicationSourceIdentifier: 'arn:aws:rds:eu-central-1:402917760021:cluster:shop-aurora',
      DBClusterMembers: [{ DBInstanceIdentifier: 'shop-aurora-dr-1', IsClusterWriter: false }],
    },
  ]);
  const nothing = await aws.rds({ region: 'us-west-2' }).send(new DescribeDBInstancesCommand({}));
  expect(nothing.DBInstances).toEqual([]);
  const missing = new DescribeDBClustersCommand({ DBClusterIdentifier: 'shop-aurora-dr' });
  expect(await refusal(aws.rds().send(missing))).toEqual({
    name: 'DBClusterNotFoundFault',
    message: 'DBCluster shop-aurora-dr not found.',
    status: 404,
  });
});

it('measures by role, a point a minute that comes a minute or two late', async () => {
  const now = aws.clock.now().getTime();
  const EndTime = new Date(Math.floor(now / 60_000) * 60_000);
  const { MetricDataResults } = await aws.cloudwatch().send(
    new GetMetricDataCommand({
      StartTime: new Date(EndTime.getTime() - 3_600_000),
      EndTime,
      ScanBy: 'TimestampAscending',
      MetricDataQueries: ['Average', 'Maximum', 'p90'].map(Stat => ({
        Id: Stat.toLowerCase(),
        MetricStat: {
          Metric: { Namespace: 'AWS/RDS', MetricName: 'CPUUtilization', Dimensions: shopWriter },
          Period: 60,
          Stat,
        },
      })),
    }),
  );
  const [average, maximum, p90] = MetricDataResults ?? [];
  expect(average).toMatchObject({ Id: 'average', Label: 'CPUUtilization', StatusCode: 'Complete' });
  expect(average?.Timestamps?.length).toBeGreaterThan(50);
  expect(average?.Timestamps?.[0]).toEqual(new Date(EndTime.getTime() - 3_600_000));
  const last = average?.Timestamps?.at(-1)?.getTime() ?? 0;
  expect(now - last).toBeGreaterThan(60_000);
  for (const [index, value] of (average?.Values ?? []).entries()) {
    const highest = maximum?.Values?.[index] ?? 0;
    const high = p90?.Values?.[index] ?? 0;
    expect([value > 0, value <= high, high <= highest, highest <= 100]).toEqual([true, true, true, true]);
  }
});

it('tells each key whose it is', async () => {
  const identity = await aws.sts().send(new GetCallerIdentityCommand({}));
  expect(identity).toMatchObject({ Account: storefront, Arn: `arn:aws:iam::${storefront}:user/greenroom` });
});

it('counts requests by account, Region and operation', () => {
  expect(aws.server.requests()).toEqual(
    expect.arrayContaining([
      {
        account: storefront,
        region: 'eu-central-1',
        service: 'cloudwatch',
        operation: 'GetMetricData',
        requests: 1,
        refused: 0,
        metrics: 3,
      },
    ]),
  );
});
