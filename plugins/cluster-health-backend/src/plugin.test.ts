import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { podsKind } from '@greenroom/cluster-access';
import { FakeCluster, fakeClusters } from '@greenroom/cluster-access/testUtils';
import {
  clusterHealthPermissions,
  clusterSummarySchema,
  RESOURCE_TYPE_CLUSTER_HEALTH_PLACE,
  servicesAnswerSchema,
} from '@greenroom/plugin-cluster-health-common';
import { audienceConditions, listSchema } from '@greenroom/plugin-portal-common';
import { makeEntity, until } from '@greenroom/plugin-portal-node/testUtils';
import request from 'supertest';
import { addNodes, crashing, deploy, makePod } from './__testUtils__/objects';
import { startHealth } from './__testUtils__/startHealth';

const reads = (...claims: string[]) =>
  audienceConditions('cluster-health', RESOURCE_TYPE_CLUSTER_HEALTH_PLACE, claims);
const shop = {
  namespace: 'store',
  name: 'shop',
  pods: 3,
  labels: { 'backstage.io/kubernetes-id': 'shop' },
};
const secret = { namespace: 'payments', name: 'vault', pods: 2 };

describe('cluster health backend', () => {
  const prod = new FakeCluster('eks-prod');
  const far = new FakeCluster('far');
  let portal: Awaited<ReturnType<typeof startHealth>>;
  const policy: Record<string, ReturnType<typeof reads> | { result: AuthorizeResult.ALLOW }> = {
    'user:default/ada': reads('user:default/ada', 'group:default/storefront'),
    'user:default/dana': { result: AuthorizeResult.ALLOW },
    'user:default/fay': reads('user:default/fay'),
  };

  beforeAll(async () => {
    addNodes(prod, 'one', 'two');
    deploy(prod, shop);
    deploy(prod, secret);
    prod.watch(podsKind).put(makePod(shop, 1, crashing()), makePod(secret, 0, crashing()));
    far.become({ freshness: 'unreachable', reason: 'connection refused' });
    portal = await startHealth({
      clusters: fakeClusters(prod, far),
      entities: [makeEntity('shop', { 'kubernetes-id': 'shop' }, 'storefront')],
      policy: person => policy[person] ?? { result: AuthorizeResult.DENY },
    });
    await until(async () => {
      const { body } = await portal.get('dana', '/services?entityRef=component:shop');
      return body.items?.[0]?.problems.length > 0;
    });
  });

  it('tells of clusters in a card each', async () => {
    const { body } = await portal.get('dana', '/clusters');
    const { items, sources } = listSchema(clusterSummarySchema).parse(body);
    expect(items).toMatchObject([
      {
        cluster: 'eks-prod',
        verdict: { state: 'degraded' },
        nodes: { ready: 2, all: 2, cordoned: 0 },
        pods: { ready: 3, failing: 2 },
        capacity: { cpuCores: { allocatable: 8, requested: 2.5 } },
      },
      { cluster: 'far', verdict: { state: 'unknown' }, sentence: 'Connection refused' },
    ]);
    expect(sources.map(({ freshness }) => freshness)).toEqual(['live', 'unreachable']);
  });

  it('tells of a service in a sentence, with its pods', async () => {
    const { body } = await portal.get('ada', '/services?entityRef=component:shop');
    const { items } = servicesAnswerSchema.parse(body);
    expect(items).toMatchObject([
      {
        cluster: 'eks-prod',
        namespace: 'store',
        entityRef: 'component:default/shop',
        verdict: { state: 'degraded' },
        workloads: [{ name: 'shop', lines: [{ state: 'failing', restarts: 4 }, {}, {}] }],
      },
    ]);
    expect(items[0]?.sentence).toMatch(/crashed 4 times: out of memory/);
  });
});
