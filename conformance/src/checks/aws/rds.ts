import {
  DescribeDBClusterSnapshotsCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  DescribeEventsCommand,
  ListTagsForResourceCommand,
  paginateDescribeDBInstances,
  type RDSClient,
} from '@aws-sdk/client-rds';
import { expect } from 'expect';
import type { AwsCheck, AwsTarget } from '../../aws/AwsTarget';
import { sleep } from '../../eventually';
import { refusalOf, withClients } from './clients';

async function clusterOf(rds: RDSClient, { cluster }: AwsTarget) {
  const { DBClusters = [] } = await rds.send(new DescribeDBClustersCommand({ DBClusterIdentifier: cluster }));
  expect(DBClusters).toHaveLength(1);
  const [found] = DBClusters;
  const members = found?.DBClusterMembers ?? [];
  const writers = members.filter(({ IsClusterWriter }) => IsClusterWriter);
  return { found, members, writers: writers.map(({ DBInstanceIdentifier }) => DBInstanceIdentifier) };
}

const byCluster = ({ cluster }: AwsTarget) => ({ Filters: [{ Name: 'db-cluster-id', Values: [cluster] }] });

export const rdsChecks: readonly AwsCheck[] = [
  {
    id: 'aws/cluster',
    title: 'a cluster by its name: one writer, two endpoints, moments as dates, a restore window in order',
    run: target =>
      withClients(target, async ({ rds }) => {
        const { found, members, writers } = await clusterOf(rds, target);
        expect(found).toMatchObject({
          DBClusterIdentifier: target.cluster,
          Status: 'available',
          Engine: 'aurora-postgresql',
          DBClusterArn: `arn:aws:rds:${target.region}:${target.account}:cluster:${target.cluster}`,
          Port: 5432,
          BackupRetentionPeriod: expect.any(Number),
          ClusterCreateTime: expect.any(Date),
        });
        expect(found?.ReaderEndpoint).toContain('.cluster-ro-');
        expect(found?.Endpoint).not.toBe(found?.ReaderEndpoint);
        expect(found?.EarliestRestorableTime?.getTime()).toBeLessThanOrEqual(
          found?.LatestRestorableTime?.getTime() ?? 0,
        );
        expect(writers).toHaveLength(1);
        expect(members.length).toBeGreaterThan(1);
        expect(members.every(({ PromotionTier }) => typeof PromotionTier === 'number')).toBe(true);
      }),
  },
  {
    id: 'aws/cluster-filter',
    title: 'clusters by a filter, which is a list in a list on the wire',
    run: target =>
      withClients(target, async ({ rds }) => {
        const ids = async (Values: string[]) => {
          const Filters = [{ Name: 'db-cluster-id', Values }];
          const { DBClusters = [] } = await rds.send(new DescribeDBClustersCommand({ Filters }));
          return DBClusters.map(({ DBClusterIdentifier }) => DBClusterIdentifier);
        };
        expect(await ids(['nobody', target.cluster])).toEqual([target.cluster]);
      }),
  },
  {
    id: 'aws/members',
    title: 'the instances of a cluster are its members, each with its own id, place and name',
    run: target =>
      withClients(target, async ({ rds }) => {
        const { members } = await clusterOf(rds, target);
        const { DBInstances = [] } = await rds.send(new DescribeDBInstancesCommand(byCluster(target)));
        const names = members.map(({ DBInstanceIdentifier }) => DBInstanceIdentifier);
        expect(DBInstances.map(({ DBInstanceIdentifier }) => DBInstanceIdentifier).sort()).toEqual(
          names.sort(),
        );
        for (const instance of DBInstances) {
          const { DBInstanceIdentifier: id } = instance;
          expect(instance).toMatchObject({
            DBClusterIdentifier: target.cluster,
            DBInstanceStatus: 'available',
            DbiResourceId: expect.stringMatching(/^db-[A-Z0-9]+$/),
            AvailabilityZone: expect.stringMatching(new RegExp(`^${target.region}[a-f]$`)),
            DBInstanceArn: `arn:aws:rds:${target.region}:${target.account}:db:${id}`,
            Endpoint: { Port: 5432, Address: expect.stringContaining(`${id}.`) },
          });
        }
      }),
  },
  {
    id: 'aws/pages',
    title: 'pages by marker hold every instance once',
    run: target =>
      withClients(target, async ({ rds }) => {
        const { DBInstances = [] } = await rds.send(new DescribeDBInstancesCommand({}));
        const paged: (string | undefined)[] = [];
        for await (const page of paginateDescribeDBInstances({ client: rds, pageSize: 20 }, {})) {
          paged.push(...(page.DBInstances ?? []).map(({ DBInstanceIdentifier }) => DBInstanceIdentifier));
        }
        expect(paged.sort()).toEqual(
          DBInstances.map(({ DBInstanceIdentifier }) => DBInstanceIdentifier).sort(),
        );
        expect(new Set(paged).size).toBe(paged.length);
      }),
  },
  {
    id: 'aws/not-found',
    title: 'what is not there is refused by name, with 404',
    run: target =>
      withClients(target, async ({ rds }) => {
        const cluster = rds.send(new DescribeDBClustersCommand({ DBClusterIdentifier: 'nobody' }));
        expect(await refusalOf(cluster)).toEqual(['DBClusterNotFoundFault', 404]);
        const instance = rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: 'nobody' }));
        expect(await refusalOf(instance)).toEqual(['DBInstanceNotFoundFault', 404]);
      }),
  },
  {
    id: 'aws/tags',
    title: 'tags of a cluster, with it and by its ARN',
    run: target =>
      withClients(target, async ({ rds }) => {
        const { found } = await clusterOf(rds, target);
        const tag = { Key: target.tag.name, Value: target.tag.value };
        expect(found?.TagList).toContainEqual(tag);
        const { TagList } = await rds.send(
          new ListTagsForResourceCommand({ ResourceName: found?.DBClusterArn }),
        );
        expect(TagList).toContainEqual(tag);
      }),
  },
  {
    id: 'aws/snapshots',
    title: 'automated snapshots of a cluster, named after it',
    run: target =>
      withClients(target, async ({ rds }) => {
        const asked = { DBClusterIdentifier: target.cluster, SnapshotType: 'automated' };
        const { DBClusterSnapshots = [] } = await rds.send(new DescribeDBClusterSnapshotsCommand(asked));
        expect(DBClusterSnapshots.length).toBeGreaterThan(0);
        for (const snapshot of DBClusterSnapshots) {
          expect(snapshot).toMatchObject({
            DBClusterIdentifier: target.cluster,
            SnapshotType: 'automated',
            SnapshotCreateTime: expect.any(Date),
          });
          expect(snapshot.DBClusterSnapshotIdentifier?.startsWith(`rds:${target.cluster}-`)).toBe(true);
        }
      }),
  },
  {
    id: 'aws/events',
    title: 'events have a source, a moment and a message, and no id',
    run: target =>
      withClients(target, async ({ rds }) => {
        const { Events = [] } = await rds.send(new DescribeEventsCommand({ Duration: 20_160 }));
        expect(Events.length).toBeGreaterThan(0);
        for (const event of Events) {
          expect(event).toMatchObject({
            SourceIdentifier: expect.any(String),
            SourceType: expect.stringMatching(/^db-/),
            SourceArn: expect.stringMatching(/^arn:aws:rds:/),
            Message: expect.any(String),
            Date: expect.any(Date),
          });
          expect(Object.keys(event).filter(key => /id$/i.test(key))).toEqual([]);
        }
      }),
  },
  {
    id: 'aws/failover',
    title: 'a failover moves the writer to another member, and leaves one of them',
    run: target =>
      withClients(target, async ({ rds }) => {
        const before = await clusterOf(rds, target);
        await target.failOver();
        let now = await clusterOf(rds, target);
        const isOver = () => now.found?.Status === 'available' && now.writers[0] !== before.writers[0];
        for (let looks = 0; looks < 150 && !isOver(); looks += 1) {
          expect(now.writers).toHaveLength(1);
          await sleep(200);
          now = await clusterOf(rds, target);
        }
        expect([now.found?.Status, now.writers.length]).toEqual(['available', 1]);
        expect(now.writers).not.toEqual(before.writers);
        const ids = ({ members }: typeof now) => members.map(each => each.DBInstanceIdentifier).sort();
        expect(ids(now)).toEqual(ids(before));
      }),
  },
];
