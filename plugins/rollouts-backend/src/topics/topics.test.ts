import { type EventRow, eventsKind, podsKind, rolloutsKind } from '@greenroom/cluster-access';
import { makeEntity } from '@greenroom/plugin-portal-node/testUtils';
import { FakeCluster, fakeClusters } from '@greenroom/cluster-access/testUtils';
import { KubernetesClaims, type TopicChange } from '@greenroom/plugin-portal-node';
import { makePod, recorded, rolloutRowOf } from '../__testUtils__/objects';
import { populate } from '../__testUtils__/populate';
import { SkewClock } from '../__testUtils__/SkewClock';
import { RolloutEvents } from '../RolloutEvents';
import { RolloutsService } from '../RolloutsService';
import { entityRolloutsTopic, rolloutsTopic, rolloutTopic } from './topics';

const KEY = 'eks-prod/default/rollout/shop';
const ENTITY = 'component:default/shop';

function shop(name = 'shop') {
  const labels = { 'backstage.io/kubernetes-id': name };
  return rolloutRowOf(recorded('bg-03-paused', { metadata: { name, uid: `uid-${name}`, labels } }));
}

function makeEvent(uid: string, about: string, overrides: Partial<EventRow> = {}): EventRow {
  return {
    uid,
    namespace: 'default',
    name: `event-${uid}`,
    about: { kind: 'Pod', name: 'shop-1', uid: about },
    reason: 'BackOff',
    type: 'Warning',
    text: 'Back-off restarting failed container',
    count: 3,
    at: '2026-11-21T10:00:00Z',
    ...overrides,
  };
}

function setup() {
  const cluster = new FakeCluster('eks-prod');
  const { current } = populate(cluster, shop());
  const clusters = fakeClusters(cluster, new FakeCluster('eks-staging'));
  const claims = new KubernetesClaims();
  const tasks: (() => void)[] = [];
  const rollouts = new RolloutsService({
    clusters,
    entities: claims,
    soon: task => tasks.push(task),
    clock: new SkewClock(),
  });
  const run = () => tasks.splice(0).forEach(task => task());
  run();
  const topics = {
    all: rolloutsTopic(rollouts),
    one: rolloutTopic(rollouts, new RolloutEvents(clusters)),
    entity: entityRolloutsTopic(rollouts),
  };
  return { cluster, current, claims, rollouts, run, topics };
}

/** What is told, as keys. */
function told(topic: { onChange(listener: (change: TopicChange | undefined) => void): unknown }) {
  const changes: (undefined | { upserts: string[]; removals: string[] })[] = [];
  topic.onChange(change =>
    changes.push(change && { upserts: [...change.upserts.keys()], removals: [...change.removals] }),
  );
  return () => changes.splice(0);
}

describe('rollouts', () => {
  it('has a row for each, for those who may read its place', () => {
    const { topics } = setup();
    const handle = topics.all.open(topics.all.parse(''));
    expect([...handle.rows()]).toMatchObject([[KEY, { name: 'shop', verdict: { state: 'waiting' } }]]);
    expect(handle.sources(new Set(['eks-prod/default'])).map(({ id }) => id)).toEqual(['cluster:eks-prod']);
    expect(topics.all.audience?.partition(KEY)).toBe('eks-prod/default');
    expect(topics.all.audience?.question('eks-prod/default')).toMatchObject({
      permission: { name: 'rollouts.read' },
      resourceRef: 'eks-prod/default',
    });
    expect(topics.all.authorise(undefined)).toMatchObject([{ ofSome: true }]);
    expect(() => topics.all.parse('x')).toThrow('the topic rollouts has the empty key, not "x"');
  });

  it('tells what shows in a row, what is gone, and that a source is another', () => {
    const { cluster, current, run, topics } = setup();
    const handle = topics.all.open(undefined);
    const changes = told(handle);
    cluster.watch(podsKind).put(makePod(current, 0, { restarts: 1 }));
    run();
    expect(changes()).toEqual([]);
    populate(cluster, shop('other'));
    run();
    expect(changes()).toEqual([{ upserts: ['eks-prod/default/rollout/other'], removals: [] }]);
    cluster.watch(rolloutsKind).remove('default/other', 'default/shop');
    run();
    expect(changes()).toEqual([{ upserts: [], removals: ['eks-prod/default/rollout/other', KEY] }]);
    cluster.become({ freshness: 'unreachable' });
    run();
    expect(changes()).toEqual([undefined]);
    handle.close();
    populate(cluster, shop());
    run();
    expect(changes()).toEqual([]);
  });
});

describe('rollout', () => {
  it('has the rollout and what is told of its objects, the newest fifty', () => {
    const { cluster, current, topics } = setup();
    const events = Array.from({ length: 60 }, (_, index) =>
      makeEvent(`e${index}`, `pod-${current.uid}-0`, {
        at: `2026-11-21T10:00:${String(index).padStart(2, '0')}Z`,
      }),
    );
    cluster.watch(eventsKind).put(...events, makeEvent('foreign', 'another'));
    const handle = topics.one.open(topics.one.parse(KEY));
    const keys = [...handle.rows().keys()];
    expect(keys).toHaveLength(51);
    expect(keys.slice(0, 2)).toEqual(['rollout', 'event/e59']);
    expect(handle.rows().get('event/e59')).toEqual({
      at: '2026-11-21T10:00:59Z',
      type: 'Warning',
      reason: 'BackOff',
      text: 'Back-off restarting failed container',
      count: 3,
      about: 'Pod shop-1',
    });
    expect(handle.rows().get('rollout')).toMatchObject({ name: 'shop', strategy: 'blue-green' });
  });

  it('tells single rows', () => {
    const { cluster, current, run, topics } = setup();
    const handle = topics.one.open(topics.one.parse(KEY));
    const changes = told(handle);
    cluster.watch(eventsKind).put(makeEvent('e1', 'uid-shop'), makeEvent('e2', 'uid-shop'));
    expect(changes()).toEqual([{ upserts: ['event/e1', 'event/e2'], removals: [] }]);
    cluster.watch(eventsKind).put(makeEvent('e1', 'uid-shop', { count: 4 }), makeEvent('x', 'another'));
    expect(changes()).toEqual([{ upserts: ['event/e1'], removals: [] }]);
    cluster.watch(eventsKind).remove('default/event-e2');
    expect(changes()).toEqual([{ upserts: [], removals: ['event/e2'] }]);
    cluster.watch(podsKind).put(makePod(current, 0, { restarts: 1 }));
    run();
    expect(changes()).toEqual([{ upserts: ['rollout'], removals: [] }]);
    cluster.watch(rolloutsKind).remove('default/shop');
    run();
    expect(changes()).toEqual([{ upserts: [], removals: ['rollout', 'event/e1'] }]);
    populate(cluster, shop());
    run();
    expect(changes()).toEqual([{ upserts: ['rollout', 'event/e1'], removals: [] }]);
  });

  it('says that its events are lost, while the rollout itself can be believed', () => {
    const { cluster, run, topics } = setup();
    const handle = topics.one.open(topics.one.parse(KEY));
    const changes = told(handle);
    const reason = 'not permitted: cannot list events';
    cluster.lose({ freshness: 'stale', reason });
    cluster.watch(eventsKind).become({ freshness: 'denied', reason });
    run();
    expect(changes()).toEqual([undefined]);
    expect(handle.sources()).toMatchObject([{ freshness: 'denied', reason }]);
    expect(handle.rows().get('rollout')).toMatchObject({ verdict: { state: 'waiting' } });
  });

  it('is no topic when there is no such thing', () => {
    const { cluster, topics } = setup();
    const open = (key: string) => () => topics.one.open(topics.one.parse(key));
    expect(open('eks-prod/default/rollout/none')).toThrow(
      'there is no rollout none in namespace default of eks-prod',
    );
    expect(open('nowhere/default/rollout/shop')).toThrow(
      'there is no cluster nowhere: configured are eks-prod, eks-staging',
    );
    expect(open('shop')).toThrow('"shop" is not cluster/namespace/kind/name of a rollout');
    cluster.watch(rolloutsKind).become({ freshness: 'not-installed' });
    expect(open('eks-prod/default/rollout/none')).toThrow(
      'eks-prod has no Argo Rollouts, so there is no rollout none',
    );
  });

  it('is empty while nobody can tell, says why, and fills', () => {
    const { cluster, run, topics } = setup();
    cluster.become({ freshness: 'connecting', reason: 'not asked yet' });
    run();
    const handle = topics.one.open(topics.one.parse('eks-prod/default/rollout/other'));
    const changes = told(handle);
    expect(handle.rows().size).toBe(0);
    expect(handle.sources()).toMatchObject([{ freshness: 'connecting', reason: 'not asked yet' }]);
    cluster.become({ freshness: 'live', reason: undefined });
    populate(cluster, shop('other'));
    run();
    expect(changes()).toEqual([{ upserts: ['rollout'], removals: [] }]);
  });
});

describe('entity-rollouts', () => {
  it('has the rollouts that the entity claims, as the catalog changes', () => {
    const { cluster, claims, run, topics } = setup();
    populate(cluster, shop('other'));
    run();
    const handle = topics.entity.open(topics.entity.parse('Component:shop'));
    const changes = told(handle);
    expect(handle.rows().size).toBe(0);
    claims.replace([makeEntity('shop', { 'kubernetes-id': 'shop' }, 'storefront')]);
    expect(changes()).toEqual([{ upserts: [KEY], removals: [] }]);
    expect(handle.rows().get(KEY)).toMatchObject({ entityRef: ENTITY, sentence: expect.any(String) });
    claims.replace([makeEntity('shop', { 'kubernetes-id': 'renamed' }, 'storefront')]);
    expect(changes()).toEqual([{ upserts: [], removals: [KEY] }]);
    expect(() => topics.entity.parse('shop')).toThrow(
      '"shop" is no entity ref such as component:default/checkout',
    );
  });

  it('shows a rollout to every entity that claims it, and names the first', () => {
    const { claims, topics } = setup();
    const annotations = { 'kubernetes-id': 'shop' };
    claims.replace([makeEntity('shop', annotations), makeEntity('another', annotations)]);
    for (const name of ['shop', 'another']) {
      const handle = topics.entity.open(`component:default/${name}`);
      expect(handle.rows().get(KEY)).toMatchObject({ entityRef: 'component:default/another' });
    }
  });
});
