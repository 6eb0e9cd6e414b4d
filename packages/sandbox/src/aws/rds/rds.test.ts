import {
  DescribeDBClusterSnapshotsCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  DescribeDBSnapshotsCommand,
  DescribeEventsCommand,
  DescribeGlobalClustersCommand,
  DescribePendingMaintenanceActionsCommand,
  FailoverDBClusterCommand,
  ListTagsForResourceCommand,
  RebootDBInstanceCommand,
} from '@aws-sdk/client-rds';
import { refusal, TestAws } from '../__testUtils__/TestAws';

const whale = { account: '730335281946', region: 'us-east-1' };
const conduit = { account: '518834609275', region: 'eu-north-1' };
const admin = { user: 'admin' } as const;

let aws: TestAws;
beforeEach(async () => {
  aws = await TestAws.start();
});
afterEach(() => aws.stop());

async function cluster() {
  const command = new DescribeDBClustersCommand({ DBClusterIdentifier: 'shop-aurora' });
  const { DBClusters } = await aws.rds().send(command);
  const [found] = DBClusters ?? [];
  const writer = found?.DBClusterMembers?.find(({ IsClusterWriter }) => IsClusterWriter);
  return { status: found?.Status, writer: writer?.DBInstanceIdentifier };
}

const statuses = async () => {
  const { DBInstances = [] } = await aws.rds().send(new DescribeDBInstancesCommand({}));
  return Object.fromEntries(DBInstances.map(each => [each.DBInstanceIdentifier, each.DBInstanceStatus]));
};

describe('a failover of Aurora', () => {
  it('goes through its states, moves the writer, and is told', async () => {
    const before = await cluster();
    expect(before.status).toBe('available');
    const command = new FailoverDBClusterCommand({ DBClusterIdentifier: 'shop-aurora' });
    const { DBCluster } = await aws.rds(admin).send(command);
    expect(DBCluster?.Status).toBe('failing-over');
    expect(await cluster()).toEqual({ status: 'failing-over', writer: before.writer });
    expect(await refusal(aws.rds(admin).send(command))).toMatchObject({
      name: 'InvalidDBClusterStateFault',
      status: 400,
    });
    aws.clock.advance(7_000);
    const during = await cluster();
    expect(during.writer).not.toBe(before.writer);
    expect(await statuses()).toMatchObject({
      [String(before.writer)]: 'rebooting',
      [String(during.writer)]: 'available',
    });
    aws.clock.advance(20_000);
    expect(await cluster()).toEqual({ status: 'available', writer: during.writer });
    expect(Object.values(await statuses())).toEqual(['available', 'available', 'available']);
    const { Events = [] } = await aws
      .rds()
      .send(
        new DescribeEventsCommand({ SourceType: 'db-cluster', SourceIdentifier: 'shop-aurora', Duration: 5 }),
      );
    expect(Events.map(({ Message, EventCategories }) => [Message, EventCategories])).toEqual([
      [`Started cross AZ failover to DB instance: ${during.writer}`, ['failover']],
      [`Completed failover to DB instance: ${during.writer}`, ['failover']],
    ]);
  });

  it('goes to the member that is named, and is refused to those who may only read', async () => {
    const { writer } = await cluster();
    const target = ['shop-aurora-1', 'shop-aurora-2', 'shop-aurora-3'].find(id => id !== writer);
    const DBClusterIdentifier = 'shop-aurora';
    const command = new FailoverDBClusterCommand({ DBClusterIdentifier, TargetDBInstanceIdentifier: target });
    expect(await refusal(aws.rds().send(command))).toEqual({
      name: 'AccessDenied',
      message:
        'User: arn:aws:iam::402917760021:user/greenroom is not authorized to perform: rds:FailoverDBCluster on resource: arn:aws:rds:eu-central-1:402917760021:cluster:shop-aurora because no identity-based policy allows the rds:FailoverDBCluster action',
      status: 403,
    });
    await aws.rds(admin).send(command);
    aws.clock.advance(30_000);
    expect((await cluster()).writer).toBe(target);
  });
});

it('moves a Multi-AZ instance to its standby and back its zones', async () => {
  const command = new RebootDBInstanceCommand({ DBInstanceIdentifier: 'conduit-db', ForceFailover: true });
  const { DBInstance } = await aws.rds({ ...conduit, ...admin }).send(command);
  expect(DBInstance).toMatchObject({ DBInstanceStatus: 'rebooting', AvailabilityZone: 'eu-north-1a' });
  aws.clock.advance(50_000);
  const { DBInstances } = await aws.rds(conduit).send(new DescribeDBInstancesCommand({}));
  expect(DBInstances).toMatchObject([
    {
      DBInstanceStatus: 'available',
      AvailabilityZone: 'eu-north-1c',
      SecondaryAvailabilityZone: 'eu-north-1a',
    },
  ]);
  const events = await aws.rds(conduit).send(new DescribeEventsCommand({ EventCategories: ['failover'] }));
  expect(events.Events?.map(({ Message }) => Message)).toEqual([
    'Multi-AZ instance failover started.',
    'Multi-AZ instance failover completed',
  ]);
  const forced = new RebootDBInstanceCommand({ DBInstanceIdentifier: 'shop-aurora-1', ForceFailover: true });
  expect((await refusal(aws.rds(admin).send(forced))).name).toBe('InvalidParameterCombination');
});

it('has a snapshot of each night, and on whale nights without one', async () => {
  const { DBClusterSnapshots = [] } = await aws
    .rds()
    .send(new DescribeDBClusterSnapshotsCommand({ SnapshotType: 'automated' }));
  expect(DBClusterSnapshots).toHaveLength(14);
  expect(DBClusterSnapshots[0]).toMatchObject({
    DBClusterIdentifier: 'shop-aurora',
    Status: 'available',
    PercentProgress: 100,
    DBClusterSnapshotIdentifier: expect.stringMatching(/^rds:shop-aurora-\d{4}-\d\d-\d\d-01-[23]\d$/),
  });
  const of = async (caller: typeof whale, id: string) => {
    const { DBSnapshots = [] } = await aws
      .rds(caller)
      .send(new DescribeDBSnapshotsCommand({ DBInstanceIdentifier: id }));
    return DBSnapshots.map(({ Status }) => Status);
  };
  expect(await of(conduit, 'conduit-db')).toEqual(Array(7).fill('available'));
  expect(await of(whale, 'whale-db')).toHaveLength(7);
});

it('tells of two weeks, without ids, and of a range that is asked for', async () => {
  const { Events = [] } = await aws.rds().send(new DescribeEventsCommand({ Duration: 20_160 }));
  expect(Events.length).toBeGreaterThan(10);
  expect(Object.keys(Events[0] ?? {}).sort()).toEqual(
    ['Date', 'EventCategories', 'Message', 'SourceArn', 'SourceIdentifier', 'SourceType'].sort(),
  );
  const dates = Events.map(event => event.Date?.getTime() ?? 0);
  expect(dates).toEqual([...dates].sort((one, other) => one - other));
  const none = new DescribeEventsCommand({ StartTime: aws.clock.now(), EndTime: aws.clock.now() });
  expect((await aws.rds().send(none)).Events).toEqual([]);
  const alone = new DescribeEventsCommand({ SourceIdentifier: 'shop-aurora' });
  expect((await refusal(aws.rds().send(alone))).name).toBe('InvalidParameterCombination');
});

it('pages by marker, between 20 and 100 at a time', async () => {
  const first = await aws.rds().send(new DescribeEventsCommand({ Duration: 20_160, MaxRecords: 20 }));
  expect(first.Events).toHaveLength(20);
  const all = await aws.rds().send(new DescribeEventsCommand({ Duration: 20_160 }));
  const rest = await aws
    .rds()
    .send(new DescribeEventsCommand({ Duration: 20_160, MaxRecords: 100, Marker: first.Marker }));
  expect([...(first.Events ?? []), ...(rest.Events ?? [])]).toEqual(all.Events);
  expect(await refusal(aws.rds().send(new DescribeDBInstancesCommand({ MaxRecords: 2 })))).toEqual({
    name: 'InvalidParameterValue',
    message: 'Invalid value 2 for MaxRecords. Must be between 20 and 100',
    status: 400,
  });
});

it('filters by cluster, and refuses a filter that it does not know', async () => {
  const by = (Name: string, Values: string[]) =>
    new DescribeDBInstancesCommand({ Filters: [{ Name, Values }] });
  const found = await aws.rds().send(by('db-cluster-id', ['shop-aurora']));
  expect(found.DBInstances).toHaveLength(3);
  expect((await aws.rds().send(by('engine', ['mysql']))).DBInstances).toEqual([]);
  expect((await refusal(aws.rds().send(by('colour', ['red'])))).name).toBe('InvalidParameterValue');
});

it('has maintenance waiting on whale only', async () => {
  const { PendingMaintenanceActions } = await aws
    .rds(whale)
    .send(new DescribePendingMaintenanceActionsCommand({}));
  expect(PendingMaintenanceActions).toMatchObject([
    {
      ResourceIdentifier: 'arn:aws:rds:us-east-1:730335281946:db:whale-db',
      PendingMaintenanceActionDetails: [{ Action: 'system-update' }],
    },
  ]);
  const none = await aws.rds().send(new DescribePendingMaintenanceActionsCommand({}));
  expect(none.PendingMaintenanceActions).toEqual([]);
});

it('says whose a database is by tags', async () => {
  const ResourceName = 'arn:aws:rds:us-east-1:730335281946:db:whale-db';
  const { TagList } = await aws.rds(whale).send(new ListTagsForResourceCommand({ ResourceName }));
  expect(TagList).toContainEqual({ Key: 'service', Value: 'whale-api' });
});

it('knows from either Region which cluster is a copy of which', async () => {
  const ask = (region: string) => aws.rds({ region }).send(new DescribeGlobalClustersCommand({}));
  const { GlobalClusters } = await ask('eu-central-1');
  expect(GlobalClusters).toMatchObject([
    {
      GlobalClusterIdentifier: 'shop',
      GlobalClusterMembers: [
        {
          DBClusterArn: 'arn:aws:rds:eu-central-1:402917760021:cluster:shop-aurora',
          IsWriter: true,
          Readers: ['arn:aws:rds:eu-west-1:402917760021:cluster:shop-aurora-dr'],
        },
        { IsWriter: false, Readers: [] },
      ],
    },
  ]);
  expect((await ask('eu-west-1')).GlobalClusters).toEqual(GlobalClusters);
});

it('has no instance of another name', async () => {
  const command = new DescribeDBInstancesCommand({ DBInstanceIdentifier: 'nope' });
  expect(await refusal(aws.rds().send(command))).toMatchObject({
    name: 'DBInstanceNotFoundFault',
    message: 'DBInstance nope not found.',
    status: 404,
  });
});
