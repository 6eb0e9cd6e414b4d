import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeDBClustersCommand, RDSClient } from '@aws-sdk/client-rds';
import type { Sandbox } from '../Sandbox';
import { startSandbox } from '../index';
import { storefront } from './__testUtils__/TestAws';

const state = mkdtempSync(join(tmpdir(), 'sandbox-aws-'));
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ state, world: { bare: [], aws: 'stacks' } });
});
afterAll(() => sandbox.stop());

const kept = (name: string) => readFileSync(join(state, 'aws', name), 'utf8');

it('is reached with what the state directory has, before and after a reset', async () => {
  const credentials = {
    accessKeyId: kept(`${storefront}.access-key-id`),
    secretAccessKey: kept(`${storefront}.secret-access-key`),
  };
  const client = new RDSClient({ region: 'eu-central-1', endpoint: sandbox.ready().aws, credentials });
  const ids = async () => {
    const { DBClusters = [] } = await client.send(new DescribeDBClustersCommand({}));
    return DBClusters.map(({ DBClusterIdentifier }) => DBClusterIdentifier);
  };
  expect(await ids()).toEqual(['shop-aurora']);
  await sandbox.reset();
  expect(await ids()).toEqual(['shop-aurora']);
  client.destroy();
});

it('says where it is, with whose keys, and who asked', () => {
  expect(sandbox.endpoints().aws).toMatchObject({
    url: sandbox.ready().aws,
    accounts: [
      {
        id: storefront,
        name: 'storefront',
        regions: ['eu-central-1', 'eu-west-1'],
        keys: { greenroom: { accessKeyId: kept(`${storefront}.access-key-id`) } },
      },
      { name: 'conduit' },
      { name: 'whale' },
    ],
  });
  expect(sandbox.requests().aws).toMatchObject([
    {
      account: storefront,
      region: 'eu-central-1',
      service: 'rds',
      operation: 'DescribeDBClusters',
      requests: 2,
    },
  ]);
});
