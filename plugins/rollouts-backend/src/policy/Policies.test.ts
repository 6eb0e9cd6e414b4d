import { rolloutsKind } from '@greenroom/cluster-access';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { FakeCluster, fakeClusters } from '@greenroom/cluster-access/testUtils';
import { recorded, rolloutRowOf } from '../__testUtils__/objects';
import { populate } from '../__testUtils__/populate';
import { makeRollout } from '../__testUtils__/rollouts';
import { SkewClock } from '../__testUtils__/SkewClock';
import type { Marks } from '../cluster/marks';
import { RolloutsService } from '../RolloutsService';
import { readPromotionsConfig } from './config';
import { HOLDS_MS, Narrowings } from './Narrowings';
import { type Covered, Policies } from './Policies';

const least = { requesters: ['group:default/storefront'], voters: ['group:default/approvers'] };

function setup(...policies: JsonObject[]) {
  const config = new ConfigReader({ greenroom: { promotions: { policies } } });
  const clock = { now: Date.UTC(2026, 10, 21, 10) };
  const put = jest.fn(async () => undefined);
  const narrowings = new Narrowings({
    store: {
      now: async () => clock.now,
      all: async () => [],
      put,
      acknowledge: async () => undefined,
      forget: async () => undefined,
    },
    admins: ['group:default/platform'],
    steady: () => clock.now,
    logger: mockServices.logger.mock(),
  });
  return {
    policies: new Policies(readPromotionsConfig(config).policies, narrowings),
    narrowings,
    clock,
    put,
  };
}

const marks = (labels: Marks['labels'], annotations: Marks['annotations'] = {}): Marks => ({
  labels,
  annotations,
});

function covered(more: Partial<Covered> = {}): Covered {
  return { rollout: makeRollout(), marks: [marks({})], claims: { entityRefs: [], readers: [] }, ...more };
}

describe('Policies', () => {
  it.each<[string, JsonObject, Partial<Covered>, boolean]>([
    ['everything, where nothing is said', {}, {}, true],
    ['a cluster and a namespace', { clusters: ['eks-*'], namespaces: ['x', 'st*'] }, {}, true],
    ['not another cluster', { clusters: ['eks'] }, {}, false],
    ['not another namespace', { namespaces: ['storefront'] }, {}, false],
    ['a label', { labels: { tier: 'fr*' } }, { marks: [marks({ tier: 'front' })] }, true],
    [
      'a label of the namespace',
      { labels: { tier: 'fr*' } },
      { marks: [marks({ tier: 'back' }), marks({ tier: 'front' })] },
      true,
    ],
    ['not another label', { labels: { tier: 'fr*' } }, { marks: [marks({ tier: 'back' })] }, false],
    [
      'not half of its labels',
      { labels: { tier: '*', team: '*' } },
      { marks: [marks({ tier: 'front' })] },
      false,
    ],
  ])('cover %s', (_, match, more, is) => {
    const { policies } = setup({ name: 'p', ...least, match });
    expect(policies.of(covered(more)) !== undefined).toBe(is);
  });

  it('are the strictest where several cover a rollout, which is said', () => {
    const { policies } = setup(
      { name: 'all', ...least, voters: ['*'] },
      { name: 'prod', ...least, match: { clusters: ['eks-prod'] }, votes: 2 },
      { name: 'other', ...least, match: { clusters: ['other'] }, votes: 9 },
    );
    expect(policies.of(covered())).toMatchObject({
      names: ['all', 'prod'],
      voters: ['group:default/approvers'],
      votes: 2,
      notes: ['2 policies cover this rollout (all, prod): of each rule the strictest holds.'],
    });
  });

  it('are narrowed by annotations of the rollout and of its namespace', () => {
    const { policies } = setup({ name: 'p', ...least });
    const policy = policies.of(
      covered({
        marks: [
          marks({}, { 'greenroom.dev/votes': '2' }),
          marks({}, { 'greenroom.dev/lifetime': '1h', 'greenroom.dev/votes': '1' }),
        ],
      }),
    );
    expect(policy).toMatchObject({ votes: 2, lifetimeSeconds: 3_600 });
  });

  it('are the same object as long as nothing changed, and another for other marks, claims or another rollout', () => {
    const { policies } = setup({ name: 'p', ...least, voters: ['owner'], match: { namespaces: ['store'] } });
    const entry = covered();
    const policy = policies.of(entry);
    expect(policies.of({ ...entry })).toBe(policy);
    const claims = { entityRefs: ['component:default/shop'], readers: ['group:default/storefront'] };
    expect(policies.of({ ...entry, claims })?.voters).toEqual(claims.readers);
    expect(policies.of({ ...entry, rollout: makeRollout({ namespace: 'other' }) })).toBeUndefined();
    expect(policies.of({ ...entry, marks: [marks({}, { 'greenroom.dev/votes': '2' })] })?.votes).toBe(2);
  });

  describe('with an owner', () => {
    const { policies } = setup({ name: 'p', ...least, voters: ['owner', 'group:default/approvers'] });

    it('mean who owns what the cluster side names', () => {
      const claims = { entityRefs: ['component:default/shop'], readers: ['group:default/storefront'] };
      expect(policies.of(covered({ claims }))).toMatchObject({
        voters: ['group:default/storefront', 'group:default/approvers'],
        notes: [],
      });
    });

    it('mean nobody where only the catalog says so, and say it', () => {
      const claims = { entityRefs: ['component:default/evil'], readers: [] };
      expect(policies.of(covered({ claims }))).toMatchObject({
        voters: ['group:default/approvers'],
        notes: [
          'Neither the rollout nor its namespace names a catalog entity that has an owner: no owner counts.',
        ],
      });
    });

    it.each([
      [['group:default/both'], 'only who owns each of those that its label names counts as owner.'],
      [[], 'no owner counts.'],
    ])('say when several claim it and %j own all', (readers, end) => {
      const claims = { entityRefs: ['component:default/a', 'component:default/b'], readers };
      const [note] = policies.of(covered({ claims }))?.notes ?? [];
      expect(note).toMatch('Several entities claim this rollout (component:default/a, component:default/b)');
      expect(note?.endsWith(end)).toBe(true);
    });
  });

  it('keep what narrowed them for seven days after it is gone, and say so', () => {
    const { policies, clock, narrowings } = setup(
      { name: 'p', ...least },
      { name: 'front', ...least, votes: 2, match: { labels: { tier: 'front' } } },
    );
    const before = covered({ marks: [marks({ tier: 'front' }, { 'greenroom.dev/votes': '3' })] });
    narrowings.observe('eks-prod/store/rollout/shop', [
      { name: 'policy/front', value: '' },
      { name: 'greenroom.dev/votes', value: '3' },
    ]);
    expect(policies.of(before)).toMatchObject({ names: ['p', 'front'], votes: 3 });
    narrowings.observe('eks-prod/store/rollout/shop', []);
    const after = policies.of(covered());
    expect(after).toMatchObject({ names: ['p', 'front'], votes: 3 });
    expect(after?.notes.slice(1)).toEqual([
      'The policy front still counts: a label it goes by was taken away on 2026-11-21 10:00 UTC, and holds until 2026-11-28 10:00 UTC or until a policy admin lets it go.',
      'greenroom.dev/votes: "3" still counts: it was taken away on 2026-11-21 10:00 UTC, and holds until 2026-11-28 10:00 UTC or until a policy admin lets it go.',
    ]);
    clock.now += HOLDS_MS;
    expect(policies.of(covered())).toMatchObject({ names: ['p'], votes: 1, notes: [] });
  });

  it('say nothing of what was taken away and changes nothing', () => {
    const { policies, narrowings } = setup({ name: 'p', ...least, votes: 4 });
    narrowings.observe('eks-prod/store/rollout/shop', [{ name: 'greenroom.dev/votes', value: '3' }]);
    expect(policies.of(covered())?.notes).toEqual([]);
  });

  it('remember what they see in the clusters, until they no longer follow', () => {
    const cluster = new FakeCluster('eks-prod');
    const tasks: (() => void)[] = [];
    const rollouts = new RolloutsService({
      clusters: fakeClusters(cluster),
      entities: { of: () => ({ entityRefs: [], readers: [] }), onChange: () => () => undefined },
      soon: task => tasks.push(task),
      clock: new SkewClock(),
    });
    const run = () => tasks.splice(0).forEach(task => task());
    const row = (annotations: Marks['annotations']) =>
      rolloutRowOf(recorded('bg-03-paused', { metadata: { name: 'shop', uid: 'uid-shop', annotations } }));
    const votesNow = () => {
      const entry = rollouts.entries().get('eks-prod/default/rollout/shop');
      return entry && policies.of(entry)?.votes;
    };
    const { policies, put } = setup({ name: 'p', ...least });
    const stop = policies.follow(rollouts);
    populate(cluster, row({ 'greenroom.dev/votes': '2' }));
    run();
    expect(votesNow()).toBe(2);
    cluster.watch(rolloutsKind).put(row({}));
    run();
    expect(votesNow()).toBe(2);
    const forgotten = { 'greenroom.dev/votes': '9'.repeat(10_001), 'greenroom.dev/lifetime': '1h\u0000' };
    cluster.watch(rolloutsKind).put(row(forgotten));
    run();
    expect(put).toHaveBeenCalledTimes(2);
    stop();
    cluster.watch(rolloutsKind).put(row({ 'greenroom.dev/votes': '3' }));
    run();
    cluster.watch(rolloutsKind).put(row({}));
    run();
    expect(votesNow()).toBe(2);
  });
});
