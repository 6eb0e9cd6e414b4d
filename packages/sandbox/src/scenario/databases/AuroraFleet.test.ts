import { paginateDescribeDBClusters } from '@aws-sdk/client-rds';
import { TestAws } from '../../aws/__testUtils__/TestAws';
import { AwsWorld } from '../../aws/world/AwsWorld';
import { ManualClock } from '../../clock/ManualClock';
import { readWorld } from '../world';
import { AuroraFleet } from './AuroraFleet';

it('has so many clusters, with readers, as a world file asks for', () => {
  const read = readWorld('{ "auroraClusters": 200, "readersPerCluster": 2 }', 'world.json');
  const { aws: plan } = new AuroraFleet('auroraClusters' in read ? read : { auroraClusters: 0 });
  const [region] = new AwsWorld({ plan, clock: new ManualClock(), seed: 1 }).places;
  expect(region?.clusters).toHaveLength(200);
  expect(region?.instances).toHaveLength(600);
  expect(region?.alarmPlans).toHaveLength(200);
});

it('gives them a hundred at a time', async () => {
  const aws = await TestAws.start(new AuroraFleet({ auroraClusters: 101, readersPerCluster: 0 }).aws);
  const pages: (string | undefined)[][] = [];
  for await (const { DBClusters = [] } of paginateDescribeDBClusters({ client: aws.rds() }, {})) {
    pages.push(DBClusters.map(({ DBClusterIdentifier }) => DBClusterIdentifier));
  }
  expect(pages.map(page => page.length)).toEqual([100, 1]);
  expect(new Set(pages.flat()).size).toBe(101);
  await aws.stop();
});

it('refuses a world of none', () => {
  expect(() => readWorld('{ "auroraClusters": 0 }', 'world.json')).toThrow(/auroraClusters: /);
});
