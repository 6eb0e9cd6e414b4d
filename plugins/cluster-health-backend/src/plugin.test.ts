import { ServiceUnavailableError } from '@backstage/errors';
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

  describe('shows what a person may see', () => {
    it.each([
      ['dana', ['payments', 'store']],
      ['ada', ['store']],
    ])('%s: %j', async (person, namespaces) => {
      const { body } = await portal.get(person, '/clusters/eks-prod');
      const of = (rows: { namespace?: string }[]) => [...new Set(rows.map(row => row.namespace))].sort();
      expect(of(body.workloads)).toEqual(namespaces);
      expect(of(body.problems.map(({ object }: { object: { namespace?: string } }) => object))).toEqual(
        namespaces,
      );
      expect(body.summary.nodes.all).toBe(2);
    });

    it('and nothing of others, in lists too', async () => {
      expect((await portal.get('ada', '/services?entityRef=component:shop')).body.items).toHaveLength(1);
      expect((await portal.get('fay', '/services?entityRef=component:shop')).body.items).toEqual([]);
      expect((await portal.get('fay', '/clusters')).body.items).toEqual([]);
      expect((await portal.get('ada', '/readiness?entityRef=component:shop')).body.items).toMatchObject([
        { id: 'eks-prod/store', from: 'cluster-health', outcome: 'block' },
      ]);
    });

    it('the same answer to all who may see the same, by its tag', async () => {
      const first = await portal.get('ada', '/clusters/eks-prod');
      const again = await portal
        .get('ada', '/clusters/eks-prod')
        .set('if-none-match', first.headers.etag ?? '');
      expect(again.status).toBe(304);
      expect((await portal.get('dana', '/clusters/eks-prod')).headers.etag).not.toBe(first.headers.etag);
    });

    it('no more once the right is revoked', async () => {
      const held = reads('user:default/ada', 'group:default/storefront');
      policy['user:default/ada'] = reads('user:default/ada');
      await until(async () => (await portal.get('ada', '/clusters/eks-prod')).status === 403, 8_000);
      expect((await portal.get('ada', '/services?entityRef=component:shop')).body.items).toEqual([]);
      policy['user:default/ada'] = held;
      await until(async () => (await portal.get('ada', '/clusters/eks-prod')).status === 200, 8_000);
    }, 20_000);
  });

  describe('refuses', () => {
    const log = '/clusters/eks-prod/pods/store/shop-1/log';

    it('a caller without credentials', async () => {
      const answer = await request(portal.server).get('/api/cluster-health/clusters');
      expect([answer.status, answer.body.error.name]).toEqual([401, 'AuthenticationError']);
    });

    it.each([
      ['eli', '/clusters'],
      ['eli', '/services?entityRef=component:shop'],
      ['fay', '/clusters/eks-prod'],
      ['fay', '/clusters/eks-prod/nodes'],
      ['ada', '/clusters/far'],
      ['ada', '/clusters/eks-prod/pods/payments/vault-1/log'],
    ])('%s who may not read %s', async (person, path) => {
      const answer = await portal.get(person, path);
      expect([answer.status, answer.body.error.name]).toEqual([403, 'NotAllowedError']);
    });

    it.each([
      ['/services', 'query.entityRef'],
      ['/services?entityRef=shop', 'is no entity ref'],
      ['/clusters?colour=red', 'colour'],
      ['/clusters/eks-prod/nodes?limit=0', 'query.limit'],
      ['/clusters/eks-prod/pods/store/..%2fsecret/log', 'params.pod'],
      [`${log}?sinceSeconds=-1`, 'query.sinceSeconds'],
      [`${log}?follow=maybe`, 'query.follow'],
    ])('%s, naming %s', async (path, field) => {
      const answer = await portal.get('dana', path);
      expect([answer.status, answer.body.error.name]).toEqual([400, 'InputError']);
      expect(answer.body.error.message).toContain(field);
    });

    it.each(['/clusters/nowhere', '/clusters/nowhere/nodes', '/clusters/nowhere/pods/store/shop-1/log'])(
      '%s: there is no such cluster',
      async path => {
        const answer = await portal.get('dana', path);
        expect(answer.status).toBe(404);
        expect(answer.body.error.message).toContain('there is no cluster nowhere: configured are');
      },
    );

    it('a log that the cluster does not give, with the cluster’s failure, again and again', async () => {
      jest.spyOn(prod, 'log').mockImplementation(() => ({
        end: undefined,
        async *[Symbol.asyncIterator]() {
          throw new ServiceUnavailableError('eks-prod: its kubelet does not answer');
        },
      }));
      for (let times = 0; times < 10; times += 1) {
        const answer = await portal.get('dana', log);
        expect([answer.status, answer.body.error.message]).toEqual([
          503,
          'eks-prod: its kubelet does not answer',
        ]);
      }
    });
  });

  it('offers its topics and its rules', async () => {
    const open = (type: string, key: string) => portal.topics.find({ type, key }).open();
    expect([...open('cluster-health.clusters', '').rows().keys()].sort()).toEqual([
      'eks-prod//summary/eks-prod',
      'far//summary/far',
    ]);
    const cluster = open('cluster-health.cluster', 'eks-prod');
    expect([...cluster.rows().keys()]).toEqual(
      expect.arrayContaining(['eks-prod//node/one', 'eks-prod/store/workload/Deployment/shop']),
    );
    const service = open('cluster-health.service', 'component:shop');
    expect([...service.rows().keys()]).toEqual(['eks-prod/store/service/component:default/shop']);
    const services = open('cluster-health.services', '');
    await until(() => services.rows().size === 1);
    expect(() => portal.topics.find({ type: 'cluster-health.cluster', key: 'nowhere' })).toThrow(
      'there is no cluster nowhere',
    );
    expect(() => portal.topics.find({ type: 'cluster-health.clusters', key: 'x' })).toThrow('the empty key');
    const metadata = await portal.get('dana', '/.well-known/backstage/permissions/metadata');
    expect(metadata.body).toMatchObject({
      permissions: expect.arrayContaining(
        clusterHealthPermissions.map(({ name }) => expect.objectContaining({ name })),
      ),
      rules: ['IS_IN_AUDIENCE', 'MAY_READ_LOGS'].map(name => ({
        name,
        resourceType: RESOURCE_TYPE_CLUSTER_HEALTH_PLACE,
      })),
    });
  });
});
