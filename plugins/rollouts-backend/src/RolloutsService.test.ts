import {
  namespacesKind,
  podsKind,
  replicaSetsKind,
  rolloutsKind,
  servicesKind,
} from '@greenroom/cluster-access';
import type { RolloutRef } from '@greenroom/plugin-rollouts-common';
import { FakeCluster, fakeClusters } from '@greenroom/cluster-access/testUtils';
import type { Claims } from '@greenroom/plugin-portal-node';
import { makePod, makeService, recorded, rolloutRowOf } from './__testUtils__/objects';
import { populate } from './__testUtils__/populate';
import { SkewClock } from './__testUtils__/SkewClock';
import { analysisRunsKind } from './argo/analysisRunsKind';
import { SKEW_MS } from './cluster/Skew';
import { type RolloutsChange, RolloutsService } from './RolloutsService';

const unclaimed = { of: (): Claims => ({ entityRefs: [], readers: [] }), onChange: () => () => undefined };

function setup(...clusters: FakeCluster[]) {
  const tasks: (() => void)[] = [];
  const clock = new SkewClock();
  const service = new RolloutsService({
    clusters: fakeClusters(...clusters),
    entities: unclaimed,
    soon: task => tasks.push(task),
    clock,
  });
  const changes: RolloutsChange[] = [];
  service.onChange(change => changes.push(change));
  const run = () => {
    tasks.splice(0).forEach(task => task());
    return changes.splice(0);
  };
  return { service, run, clock };
}

const paused = (name = 'shop') =>
  rolloutRowOf(recorded('bg-03-paused', { metadata: { name, uid: `uid-${name}` } }));
const KEY = 'eks-prod/default/rollout/shop';

it('reads what was there before, once', () => {
  const cluster = new FakeCluster('eks-prod');
  populate(cluster, paused());
  const { service, run } = setup(cluster);
  const [change, ...more] = run();
  expect(more).toEqual([]);
  expect([...(change?.rollouts.keys() ?? [])]).toEqual([KEY]);
  expect(service.entries().get(KEY)?.rollout.verdict.state).toBe('waiting');
  expect(service.entries().get(KEY)?.row).toMatchObject({
    cluster: 'eks-prod',
    activeRevision: '79df45dfbb',
    activeTag: '79',
    previewRevision: 'cf77cbf55',
    previewTag: 'cf',
    ready: 2,
    desired: 2,
    pauseStartedAt: '2026-11-20T21:18:37Z',
  });
});

it('reads again only the rollout that a pod belongs to, and once for all changes of a tick', () => {
  const cluster = new FakeCluster('eks-prod');
  const { current } = populate(cluster, paused());
  populate(cluster, paused('other'));
  const { service, run } = setup(cluster);
  run();
  const before = service.entries().get(KEY)?.row;
  cluster.watch(podsKind).put(makePod(current, 0, { restarts: 1 }));
  cluster.watch(podsKind).put(makePod(current, 1, { restarts: 2 }));
  const [change, ...more] = run();
  expect(more).toEqual([]);
  expect([...(change?.rollouts.keys() ?? [])]).toEqual([KEY]);
  expect(change?.rows.size).toBe(0);
  expect(service.entries().get(KEY)?.row).toBe(before);
  expect(
    service
      .entries()
      .get(KEY)
      ?.rollout.preview?.pods.map(({ restarts }) => restarts),
  ).toEqual([1, 2]);
});

it('says nothing when nothing is other than before', () => {
  const cluster = new FakeCluster('eks-prod');
  populate(cluster, paused());
  const { service, run } = setup(cluster);
  run();
  const before = service.entries().get(KEY)?.rollout;
  cluster.watch(rolloutsKind).put(paused());
  expect(run()).toEqual([]);
  expect(service.entries().get(KEY)?.rollout).toBe(before);
});

it('follows the selector of a Service', () => {
  const cluster = new FakeCluster('eks-prod');
  populate(cluster, paused());
  const { service, run, clock } = setup(cluster);
  run();
  cluster.watch(servicesKind).put(makeService(paused(), 'shop-active', 'cf77cbf55'));
  run();
  expect(service.entries().get(KEY)?.rollout.active?.revision).toBe('cf77cbf55');
  clock.pass(SKEW_MS);
  run();
  expect(service.entries().get(KEY)?.rollout.verdict.state).toBe('degraded');
  cluster.watch(servicesKind).remove('default/shop-active');
  run();
  expect(service.entries().get(KEY)?.rollout.sentence).toBe('Service shop-active does not exist');
});

it('says that the controller has missed a change when it has not looked for ten seconds, and lets it be nudged', () => {
  const cluster = new FakeCluster('eks-prod');
  const missed = { ...paused(), seen: false };
  populate(cluster, missed);
  const { service, run, clock } = setup(cluster);
  const read = () => service.entries().get(KEY)?.rollout;
  run();
  clock.pass(9_999);
  run();
  expect(read()).not.toHaveProperty('unseen');
  expect(read()?.acts.nudge).toMatchObject({ allowed: false });
  clock.pass(1);
  run();
  expect(read()).toMatchObject({
    unseen: true,
    sentence: 'The controller has not looked at the last change of shop for more than 10 s',
    verdict: { state: 'progressing' },
    acts: { nudge: { allowed: true } },
  });
  cluster.watch(rolloutsKind).put(paused());
  run();
  expect(read()?.acts.nudge).toMatchObject({ allowed: false });
  cluster.watch(rolloutsKind).put(missed);
  run();
  expect(read()).not.toHaveProperty('unseen');
});

it('a status that is heard before its Service is no fault, one that its Service never follows is', () => {
  const cluster = new FakeCluster('eks-prod');
  populate(cluster, paused());
  const { service, run, clock } = setup(cluster);
  const verdict = () => service.entries().get(KEY)?.rollout.verdict.state;
  run();
  cluster.watch(rolloutsKind).put({ ...paused(), activeHash: 'cf77cbf55', phase: 'Progressing' });
  run();
  expect(verdict()).not.toBe('degraded');
  cluster.watch(servicesKind).put(makeService(paused(), 'shop-active', 'cf77cbf55'));
  clock.pass(SKEW_MS);
  run();
  expect(verdict()).not.toBe('degraded');
  cluster.watch(servicesKind).put(makeService(paused(), 'shop-active', '79df45dfbb'));
  run();
  clock.pass(SKEW_MS - 1);
  run();
  expect(verdict()).not.toBe('degraded');
  clock.pass(1);
  run();
  expect(verdict()).toBe('degraded');
});

it('carries what policies go by, of the rollout and its namespace, and tells when that changes', () => {
  const cluster = new FakeCluster('eks-prod');
  populate(cluster, paused());
  populate(cluster, paused('other'));
  const { service, run } = setup(cluster);
  run();
  const namespace = { uid: 'n', name: 'default', labels: { tier: 'front' } };
  const annotations = { 'greenroom.dev/votes': '2' };
  cluster.watch(namespacesKind).put({ ...namespace, annotations });
  const [change] = run();
  expect(change?.marks).toEqual(new Set([KEY, 'eks-prod/default/rollout/other']));
  expect(change?.rollouts.size).toBe(0);
  expect(service.entries().get(KEY)?.marks).toEqual([
    { labels: paused().labels, annotations: {} },
    { labels: { tier: 'front' }, annotations },
  ]);
  cluster.watch(rolloutsKind).put({ ...paused(), annotations: { 'greenroom.dev/four-eyes': 'true' } });
  expect(run().map(({ marks }) => [...marks])).toEqual([[KEY]]);
  expect(service.entries().get(KEY)?.marks[0]?.annotations).toEqual({ 'greenroom.dev/four-eyes': 'true' });
});

it('is joined by its own label, else by that of its namespace', () => {
  const cluster = new FakeCluster('eks-prod');
  populate(cluster, { ...paused(), labels: { 'backstage.io/kubernetes-id': 'checkout' } });
  populate(cluster, { ...paused('other'), labels: {} });
  cluster.watch(namespacesKind).put({
    uid: 'n',
    name: 'default',
    labels: { 'backstage.io/kubernetes-id': 'storefront', tier: 'front' },
  });
  const asked: [string, Readonly<Record<string, string>>][] = [];
  const entities = {
    ...unclaimed,
    of: ({ name }: RolloutRef, labels: Readonly<Record<string, string>>) => {
      asked.push([name, labels]);
      return unclaimed.of();
    },
  };
  new RolloutsService({
    clusters: fakeClusters(cluster),
    entities,
    soon: task => task(),
    clock: new SkewClock(),
  }).entries();
  expect(Object.fromEntries(asked)).toEqual({
    shop: { 'backstage.io/kubernetes-id': 'checkout' },
    other: { 'backstage.io/kubernetes-id': 'storefront' },
  });
});

it('lets go of a rollout that is deleted', () => {
  const cluster = new FakeCluster('eks-prod');
  populate(cluster, paused());
  const { service, run } = setup(cluster);
  run();
  cluster.watch(rolloutsKind).remove('default/shop');
  const [change] = run();
  expect([...(change?.rollouts ?? [])]).toEqual([[KEY, undefined]]);
  expect([...(change?.rows ?? [])]).toEqual([[KEY, undefined]]);
  expect(service.entries().size).toBe(0);
});

it('keeps what it knew of a cluster that is gone, as unknown, and leaves the others alone', () => {
  const [cluster, other] = [new FakeCluster('eks-prod'), new FakeCluster('eks-staging')];
  populate(cluster, paused());
  populate(other, paused());
  const { service, run } = setup(cluster, other);
  run();
  cluster.become({
    freshness: 'unreachable',
    reason: 'connection refused',
    since: '2026-11-21T11:00:00.000Z',
  });
  const [change] = run();
  expect([...(change?.rollouts.keys() ?? [])]).toEqual([KEY]);
  expect(change?.clusters).toEqual(new Set(['eks-prod']));
  const rollout = service.entries().get(KEY)?.rollout;
  expect(rollout?.verdict.state).toBe('unknown');
  expect(rollout?.verdict.reasons.slice(0, 2)).toEqual([
    { text: 'connection refused', ref: 'cluster:eks-prod' },
    { text: 'last known: waiting' },
  ]);
  expect(rollout?.sentence).toBe(
    'Not known now: connection refused. Last known: Preview cf77cb (cf) waits for somebody to promote it',
  );
  expect(rollout?.since).toBe('2026-11-21T11:00:00.000Z');
  expect(rollout?.preview?.revision).toBe('cf77cbf55');
  expect(service.entries().get('eks-staging/default/rollout/shop')?.rollout.verdict.state).toBe('waiting');

  cluster.become({ freshness: 'live', reason: undefined, since: '2026-11-21T11:05:00.000Z' });
  run();
  expect(service.entries().get(KEY)?.rollout.verdict.state).toBe('waiting');
});

it('does not call last known what was never whole', () => {
  const cluster = new FakeCluster('eks-prod');
  cluster.watch(replicaSetsKind).become({ freshness: 'connecting' });
  cluster.watch(rolloutsKind).put(paused());
  const { service, run } = setup(cluster);
  run();
  expect(service.entries().get(KEY)?.rollout).toMatchObject({
    sentence: 'Not known yet: replicasets of eks-prod were not read yet',
    verdict: {
      state: 'unknown',
      reasons: [{ text: 'replicasets of eks-prod were not read yet', ref: 'cluster:eks-prod' }],
    },
  });
});

it('does not believe a reading when one of the resources it is made from is refused', () => {
  const cluster = new FakeCluster('eks-prod');
  populate(cluster, paused());
  const { service, run } = setup(cluster);
  run();
  const reason = 'not permitted: cannot list services';
  cluster.watch(servicesKind).become({ freshness: 'denied', reason });
  run();
  expect(service.entries().get(KEY)?.rollout.verdict.reasons[0]?.text).toBe(reason);
  expect(service.sources()).toMatchObject([{ id: 'cluster:eks-prod', freshness: 'denied', reason }]);
});

it('believes a reading when something else of the cluster is lost', () => {
  const cluster = new FakeCluster('eks-prod');
  populate(cluster, paused());
  cluster.lose({ freshness: 'stale', reason: 'not permitted: cannot list events' });
  const { service, run } = setup(cluster);
  run();
  expect(service.entries().get(KEY)?.rollout.verdict.state).toBe('waiting');
  expect(service.source('eks-prod')).toMatchObject({ freshness: 'live' });
  expect(service.source('eks-prod').reason).toBeUndefined();
});

it('takes a resource that is not installed for what it is', () => {
  const cluster = new FakeCluster('eks-prod');
  populate(cluster, paused());
  cluster.watch(analysisRunsKind).become({ freshness: 'not-installed' });
  const { service, run } = setup(cluster);
  run();
  expect(service.entries().get(KEY)?.rollout.verdict.state).toBe('waiting');
  expect(service.installed('eks-prod')).toBe(true);
  cluster.watch(rolloutsKind).become({ freshness: 'not-installed' });
  expect(service.installed('eks-prod')).toBe(false);
});

it('says nothing when a source was only confirmed again', () => {
  const cluster = new FakeCluster('eks-prod');
  populate(cluster, paused());
  const { run } = setup(cluster);
  run();
  cluster.become({ observedAt: '2026-11-21T11:00:02.000Z' });
  expect(run()).toEqual([]);
});

it('names the sources of the places somebody sees, and those of which nobody can tell', () => {
  const clusters = ['a', 'b', 'c'].map(name => new FakeCluster(name));
  const { service } = setup(...clusters);
  clusters[2]?.become({ freshness: 'unreachable' });
  const ids = (places?: Set<string>) => service.sources(places).map(({ id }) => id);
  expect(ids()).toEqual(['cluster:a', 'cluster:b', 'cluster:c']);
  expect(ids(new Set(['a/default']))).toEqual(['cluster:a', 'cluster:c']);
  expect(() => service.source('nowhere')).toThrow('there is no cluster nowhere: configured are a, b, c');
});
