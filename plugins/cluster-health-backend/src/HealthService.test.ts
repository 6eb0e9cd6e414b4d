import {
  deploymentsKind,
  endpointSlicesKind,
  eventsKind,
  jobsKind,
  nodesKind,
  podsKind,
  replicaSetsKind,
  servicesKind,
} from '@greenroom/cluster-access';
import { FakeCluster, fakeClusters } from '@greenroom/cluster-access/testUtils';
import {
  MOST_PROBLEMS,
  problemSchema,
  type ServiceHealth,
  serviceHealthSchema,
} from '@greenroom/plugin-cluster-health-common';
import { KubernetesClaims } from '@greenroom/plugin-portal-node';
import { makeEntity } from '@greenroom/plugin-portal-node/testUtils';
import { ManualClock } from './__testUtils__/ManualClock';
import { addNodes, crashing, deploy, MADE, makeNode, makePod } from './__testUtils__/objects';
import { type HealthChange, HealthService } from './HealthService';

const shop = {
  namespace: 'store',
  name: 'shop',
  pods: 3,
  labels: { 'backstage.io/kubernetes-id': 'shop' },
};
const SHOP = 'component:default/shop';
const WORKLOAD = 'eks-prod/store/workload/Deployment/shop';

function stage() {
  const cluster = new FakeCluster('eks-prod');
  const clock = new ManualClock();
  const entities = new KubernetesClaims();
  entities.replace([makeEntity('shop', { 'kubernetes-id': 'shop' }, 'storefront')]);
  addNodes(cluster, 'one', 'two');
  deploy(cluster, shop);
  const health = new HealthService({ clusters: fakeClusters(cluster), entities, kept: new Set(), clock });
  health.look();
  health.services('eks-prod');
  clock.settle();
  const changes: HealthChange[] = [];
  health.onChange(change => changes.push(change));
  return {
    cluster,
    clock,
    entities,
    health,
    changes,
    service: (): ServiceHealth => serviceHealthSchema.parse(health.servicesOf('eks-prod', SHOP)[0]),
    row: (key: string) => health.cluster('eks-prod').rows().get(key),
  };
}

it('what is well is said in a sentence', () => {
  const { service, health } = stage();
  expect(service()).toMatchObject({ verdict: { state: 'healthy' }, sentence: 'All 3 pods are ready' });
  expect(health.cluster('eks-prod').summary()).toMatchObject({
    verdict: { state: 'healthy' },
    pods: { ready: 3 },
    capacity: { cpuCores: { allocatable: 8, requested: 1.5 } },
  });
});

it('a pod that crashes is told of its workload, its service and its cluster, at once and no more', () => {
  const { cluster, clock, service, changes, health } = stage();
  cluster.watch(podsKind).put(makePod(shop, 0, crashing()), makePod(shop, 1, crashing()));
  clock.settle();
  expect(service()).toMatchObject({
    verdict: { state: 'degraded' },
    sentence: '2 of 3 pods of shop crash: out of memory, 8 restarts',
    workloads: [{ pods: { ready: 1, failing: 2 }, lines: [{ state: 'failing' }, {}, { state: 'ready' }] }],
  });
  expect(changes).toHaveLength(1);
  expect([...(changes[0]?.rows.keys() ?? [])].map(key => key.split('/')[2]).sort()).toEqual([
    'problem',
    'summary',
    'workload',
  ]);
  cluster.watch(podsKind).put(makePod(shop, 0), makePod(shop, 1));
  clock.settle();
  expect(service().verdict.state).toBe('healthy');
  expect(health.cluster('eks-prod').summary()?.pods).toMatchObject({ ready: 3, failing: 0 });
  expect([...health.cluster('eks-prod').rows().keys()].filter(key => key.includes('/problem/'))).toEqual([]);
});

it('of very many problems of a namespace the worst are told, and all are counted', () => {
  const { cluster, clock, health } = stage();
  for (let app = 0; app < 230; app += 1) {
    deploy(cluster, { namespace: 'store', name: `app-${app}`, pods: 1 });
  }
  cluster.watch(podsKind).put(makePod(shop, 0, crashing()));
  clock.settle();
  const rows = [...health.cluster('eks-prod').rows()].filter(([key]) => key.includes('/store/problem/'));
  const told = rows.map(([, row]) => problemSchema.parse(row));
  expect(told).toHaveLength(MOST_PROBLEMS);
  expect(told.filter(({ rule }) => rule === 'pod-crashing' || rule === 'pod-out-of-memory')).toHaveLength(1);
  expect(health.cluster('eks-prod').summary()?.problems.healthy).toBeGreaterThanOrEqual(230);
});

describe('a pod that nothing keeps', () => {
  const bare = { owner: undefined, name: 'debug', uid: 'pod-debug', labels: shop.labels };

  it('is a workload of one, of its service too, as long as it is there', () => {
    const { cluster, clock, service, row } = stage();
    cluster.watch(podsKind).put(makePod(shop, 7, bare));
    clock.settle();
    expect(row('eks-prod/store/workload/Pod/debug')).toMatchObject({
      ...{ kind: 'Pod', name: 'debug', entityRef: SHOP, verdict: { state: 'healthy' } },
      replicas: { desired: 1, ready: 1 },
    });
    const own = service().workloads.find(({ kind }) => kind === 'Pod');
    expect(own?.lines).toMatchObject([{ name: 'debug', state: 'ready' }]);
    expect(service().sentence).toBe('All 4 pods are ready');
    cluster.watch(podsKind).put(makePod(shop, 7, { ...crashing(), ...bare }));
    clock.settle();
    expect(row('eks-prod/store/workload/Pod/debug')).toMatchObject({ verdict: { state: 'degraded' } });
    expect(service().sentence).toContain('debug has crashed');
    cluster.watch(podsKind).remove('store/debug');
    clock.settle();
    expect(row('eks-prod/store/workload/Pod/debug')).toBeUndefined();
    expect(service().workloads.map(({ kind }) => kind)).toEqual(['Deployment']);
  });

  it('is one too where its owner is of a kind that nobody reads', () => {
    const { cluster, clock, row } = stage();
    cluster.watch(podsKind).put(makePod(shop, 7, { ...bare, owner: 'kafka-1' }));
    clock.settle();
    expect(row('eks-prod/store/workload/Pod/debug')).toMatchObject({ kind: 'Pod' });
  });

  it('is not called so while what keeps it may still be told', () => {
    const { cluster, clock, row } = stage();
    const createdAt = new Date(clock.now()).toISOString();
    cluster.watch(podsKind).put(makePod(shop, 7, { ...bare, createdAt, owner: 'set-later' }));
    clock.settle();
    expect(row('eks-prod/store/workload/Pod/debug')).toBeUndefined();
    clock.pass(11_000);
    expect(row('eks-prod/store/workload/Pod/debug')).toBeDefined();
    const set = { uid: 'set-later', namespace: 'store', name: 'later', owner: 'deployment-store-shop' };
    cluster
      .watch(replicaSetsKind)
      .put({ ...set, images: {}, desired: 1, current: 1, ready: 1, available: 1 });
    clock.settle();
    expect(row('eks-prod/store/workload/Pod/debug')).toBeUndefined();
  });

  it('is not called so where what keeps pods may not be read', () => {
    const { cluster, clock, row } = stage();
    cluster.watch(deploymentsKind).become({ freshness: 'denied', reason: 'cannot list deployments' });
    cluster.watch(podsKind).put(makePod(shop, 7, { ...bare, owner: 'set-unknown' }));
    clock.settle();
    expect(row('eks-prod/store/workload/Pod/debug')).toBeUndefined();
  });
});

it('what did not change is told nobody', () => {
  const { cluster, clock, changes, row } = stage();
  const before = row(WORKLOAD);
  cluster.watch(podsKind).put(makePod(shop, 0, { labels: { app: 'shop', other: 'x' } }));
  clock.settle();
  expect(row(WORKLOAD)).toBe(before);
  expect(changes.flatMap(({ rows }) => [...rows.keys()])).toEqual([]);
});

it('a pod that goes takes what was counted of it along', () => {
  const { cluster, clock, row, health } = stage();
  cluster.watch(podsKind).remove('store/shop-5d8f7c6b9-2');
  clock.settle();
  expect(row(WORKLOAD)).toMatchObject({ pods: { ready: 2 } });
  expect(row('eks-prod//node/one')).toMatchObject({ capacity: { pods: { requested: 2 } } });
  expect(health.cluster('eks-prod').summary()?.pods.ready).toBe(2);
});

it('a Service that sends to nobody does so since its last pod is not ready', () => {
  const { cluster, clock, service } = stage();
  const selector = { app: 'shop' };
  const own = { uid: 'service-shop', namespace: 'store', name: 'shop', labels: shop.labels };
  const at = (minute: number) => `2026-11-21T10:${minute}:00Z`;
  cluster
    .watch(podsKind)
    .put(...[31, 33, 32].map((minute, n) => makePod(shop, n, { ready: false, notReadySince: at(minute) })));
  cluster.watch(servicesKind).put({ ...own, selector, createdAt: at(10), type: 'ClusterIP' });
  cluster
    .watch(endpointSlicesKind)
    .put({ ...own, uid: 'slice', name: 'shop-1', service: 'shop', ready: 0, unready: 3 });
  clock.settle();
  const found = service().problems.find(({ rule }) => rule === 'service-without-endpoints');
  expect(found?.since).toBe(at(33));
});

it.each([
  ['just now', 5_000, 'progressing', 'Service shop-preview waits for the pods of its new revision'],
  [
    'minutes ago',
    300_000,
    'degraded',
    'Service shop-preview has nobody to send traffic to: no pod has rollouts-pod-template-hash=6d4c9',
  ],
])('a Service of a revision without pods goes by when that was made: %s', (_when, age, state, text) => {
  const { cluster, clock, service } = stage();
  const own = { uid: 'service-preview', namespace: 'store', name: 'shop-preview', labels: shop.labels };
  const selector = { 'rollouts-pod-template-hash': '6d4c9' };
  const createdAt = new Date(clock.now() - age).toISOString();
  const set = { uid: 'set-preview', namespace: 'store', name: 'shop-6d4c9', hash: '6d4c9', createdAt };
  cluster.watch(replicaSetsKind).put({ ...set, images: {}, desired: 1, current: 0, ready: 0, available: 0 });
  cluster.watch(servicesKind).put({ ...own, selector, createdAt: MADE, type: 'ClusterIP' });
  clock.settle();
  const found = service().problems.find(({ rule }) => rule === 'service-selects-nothing');
  expect(found).toMatchObject({ state, text });
});

it.each([
  ['just now', 5_000, 'progressing', 'Service shop-preview waits for its only pod to start'],
  [
    'minutes ago',
    300_000,
    'degraded',
    'Service shop-preview has nobody to send traffic to: its only pod is not ready',
  ],
])('a Service of new pods beside old ones goes by its own: made %s', (_when, age, state, text) => {
  const { cluster, clock, service } = stage();
  const selector = { app: 'shop', version: 'new' };
  const own = { uid: 'service-preview', namespace: 'store', name: 'shop-preview', labels: shop.labels };
  const createdAt = new Date(clock.now() - age).toISOString();
  cluster.watch(podsKind).put(makePod(shop, 3, { ready: false, labels: selector, createdAt }));
  cluster.watch(servicesKind).put({ ...own, selector, createdAt: MADE, type: 'ClusterIP' });
  cluster
    .watch(endpointSlicesKind)
    .put({ ...own, uid: 'slice', name: 'preview-1', service: 'shop-preview', ready: 0, unready: 1 });
  clock.settle();
  const found = service().problems.find(({ rule }) => rule === 'service-without-endpoints');
  expect(found).toMatchObject({ state, text });
});

it('what an object does not date is so since it was seen to begin, not since it was first read', () => {
  const { cluster, clock, health } = stage();
  const fullNode = { allocatable: { cpuCores: 4, memoryBytes: 8 * 1024 ** 3, pods: 3 } };
  cluster.watch(nodesKind).put(makeNode('one', fullNode));
  clock.settle();
  const found = () =>
    [...health.cluster('eks-prod').rows().values()].find(row => 'rule' in row && row.rule === 'node-full');
  expect(found()).toHaveProperty('since');
  cluster.become({ freshness: 'unreachable', reason: 'connection refused' });
  cluster.watch(nodesKind).put(makeNode('one'));
  clock.settle();
  cluster.become({ freshness: 'live', reason: undefined });
  cluster.watch(nodesKind).put(makeNode('one', fullNode));
  clock.settle();
  expect(found()).toBeDefined();
  expect(found()).not.toHaveProperty('since');
});

it('a node that does not answer makes its pods lost', () => {
  const { cluster, clock, service } = stage();
  const silent = { ready: false, reason: 'NodeStatusUnknown', since: '2026-11-21T10:30:00Z' };
  cluster
    .watch(podsKind)
    .put(...[0, 1, 2].map(index => makePod(shop, index, { ready: false, notReadySince: silent.since })));
  cluster.watch(nodesKind).put(makeNode('one', silent));
  clock.settle();
  expect(service().problems.map(({ rule, count }) => [rule, count])).toContainEqual(['pod-lost', 3]);
});

it('time alone makes some things wrong', () => {
  const { cluster, clock, service } = stage();
  const created = new Date(clock.now()).toISOString();
  cluster
    .watch(podsKind)
    .put(makePod(shop, 0, { phase: 'Pending', ready: false, createdAt: created, startedAt: undefined }));
  clock.settle();
  expect(service().workloads[0]?.lines[0]?.state).toBe('starting');
  clock.pass(6 * 60_000);
  expect(service().problems.map(({ rule }) => rule)).toContain('pod-slow-start');
});

it('warnings are lines with counts, and say why a probe fails', () => {
  const { cluster, clock, service, row } = stage();
  const pod = makePod(shop, 0, { ready: false, notReadySince: '2026-11-21T10:30:00Z' });
  cluster.watch(podsKind).put(pod);
  cluster.watch(eventsKind).put({
    uid: 'event-1',
    namespace: 'store',
    name: 'shop.1',
    about: { kind: 'Pod', name: pod.name, uid: pod.uid },
    reason: 'Unhealthy',
    type: 'Warning',
    text: 'Readiness probe failed: HTTP probe failed with statuscode: 503',
    count: 7,
    at: '2026-11-21T10:59:00Z',
  });
  clock.settle();
  expect(service().sentence).toContain('statuscode: 503');
  expect(service().events).toMatchObject([{ count: 7, reason: 'Unhealthy' }]);
  expect(row('eks-prod/store/event/event-1')).toMatchObject({ count: 7 });
});

it('a job reads otherwise when it is told that it gets no pod', () => {
  const { cluster, clock, row } = stage();
  const job = { uid: 'job-import', namespace: 'store', name: 'import', labels: {}, completions: 1 };
  cluster.watch(jobsKind).put({ ...job, backoffLimit: 6, active: 0, succeeded: 0, failed: 0 });
  clock.settle();
  expect(row('eks-prod/store/job/Job/import')).toMatchObject({ verdict: { state: 'progressing' } });
  cluster.watch(eventsKind).put({
    uid: 'event-1',
    namespace: job.namespace,
    name: 'import.1',
    about: { kind: 'Job', name: job.name, uid: job.uid },
    reason: 'FailedCreate',
    type: 'Warning',
    text: 'Error creating: pods "import-7k5g4" is forbidden: no',
    count: 1,
    at: '2026-11-21T10:59:00Z',
  });
  clock.settle();
  expect(row('eks-prod/store/job/Job/import')).toMatchObject({
    verdict: { state: 'degraded', reasons: [{ text: 'import gets no pod: no' }] },
  });
});

it('another entity that claims it gets it, and the one before loses it', () => {
  const { clock, entities, health, changes } = stage();
  entities.replace([makeEntity('cart', { 'kubernetes-id': 'cart' }, 'storefront')]);
  clock.settle();
  expect(health.servicesOf('eks-prod', SHOP)).toEqual([]);
  expect(changes.some(({ readersChanged }) => readersChanged)).toBe(true);
  expect(health.cluster('eks-prod').readersIn('store')).toEqual([]);
});

it('a cluster that is lost is unknown with its reason, never well', () => {
  const { cluster, clock, service, row } = stage();
  cluster.become({ freshness: 'unreachable', reason: 'connection refused' });
  clock.settle();
  expect(service()).toMatchObject({ verdict: { state: 'unknown' }, sentence: 'Connection refused' });
  expect(row(WORKLOAD)).toMatchObject({ verdict: { state: 'unknown' } });
  cluster.become({ freshness: 'live', reason: undefined });
  clock.settle();
  expect(service().verdict.state).toBe('healthy');
});

it('what may not be read is said, and the rest is shown', () => {
  const { cluster, clock, service, health } = stage();
  cluster.watch(deploymentsKind).become({ freshness: 'denied', reason: 'cannot list deployments' });
  clock.settle();
  expect(health.cluster('eks-prod').summary()?.unseen).toMatchObject([
    { part: 'deployments', why: 'denied' },
  ]);
  expect(service().verdict).toMatchObject({
    state: 'unknown',
    reasons: [{ text: 'Cannot list deployments' }],
  });
  expect(health.cluster('eks-prod').source().freshness).toBe('live');
});
