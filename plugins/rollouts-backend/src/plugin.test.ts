import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { audienceConditions, listSchema } from '@greenroom/plugin-portal-common';
import {
  RESOURCE_TYPE_ROLLOUT_PLACE,
  rolloutAnswerSchema,
  rolloutSchema,
  rolloutsPermissions,
} from '@greenroom/plugin-rollouts-common';
import request from 'supertest';
import { makeEntity, until } from '@greenroom/plugin-portal-node/testUtils';
import { FakeCluster, fakeClusters } from '@greenroom/cluster-access/testUtils';
import { type Changes, recorded, type Recorded, rolloutRowOf } from './__testUtils__/objects';
import { populate } from './__testUtils__/populate';
import { startRollouts } from './__testUtils__/startRollouts';

const reads = (...claims: string[]) => audienceConditions('rollouts', RESOURCE_TYPE_ROLLOUT_PLACE, claims);
const answerSchema = listSchema(rolloutSchema);

/** A rollout called shop; the one in `store` says which entity it belongs to. */
function shopIn(namespace: string, base: Recorded, changes: Changes = {}) {
  const labels = { 'backstage.io/kubernetes-id': 'shop' };
  const metadata = { namespace, uid: `uid-${namespace}`, ...(namespace === 'store' && { labels }) };
  return rolloutRowOf(recorded(base, { metadata, ...changes }));
}

describe('rollouts backend', () => {
  const prod = new FakeCluster('eks-prod');
  const far = new FakeCluster('far');
  const lost = new FakeCluster('lost');
  let portal: Awaited<ReturnType<typeof startRollouts>>;

  beforeAll(async () => {
    populate(prod, shopIn('store', 'bg-03-paused'));
    populate(prod, shopIn('payments', 'bg-07-healthy-steady'));
    populate(lost, shopIn('store', 'bg-07-healthy-steady'));
    far.become({ freshness: 'unreachable', reason: 'connection refused' });
    portal = await startRollouts({
      clusters: fakeClusters(prod, far, lost),
      entities: [makeEntity('shop', { 'kubernetes-id': 'shop' }, 'storefront')],
      policy: {
        'user:default/ada': reads('user:default/ada', 'group:default/storefront'),
        'user:default/dana': { result: AuthorizeResult.ALLOW },
        'user:default/fay': reads('user:default/fay'),
        'user:default/eli': { result: AuthorizeResult.DENY },
      },
    });
    // Lost after it was read: what was known stays.
    lost.become({ freshness: 'unreachable', reason: 'no route to host' });
    await until(async () => {
      const answer = await portal.get('dana', '/rollouts/eks-prod/store/rollout/shop');
      return answer.body.entityRef === 'component:default/shop';
    });
  });

  const keys = async (person: string, query = '') => {
    const answer = await portal.get(person, `/rollouts${query}`);
    expect(answer.status).toBe(200);
    const { items } = answerSchema.parse(answer.body);
    return items.map(({ cluster, namespace, name }) => `${cluster}/${namespace}/${name}`);
  };

  describe('lists', () => {
    it('what a person may read: all, what their group owns, nothing', async () => {
      expect(await keys('dana')).toEqual([
        'eks-prod/payments/shop',
        'eks-prod/store/shop',
        'lost/store/shop',
      ]);
      expect(await keys('ada')).toEqual(['eks-prod/store/shop', 'lost/store/shop']);
      expect(await keys('fay')).toEqual([]);
    });

    it.each([
      ['?cluster=eks-prod', ['eks-prod/payments/shop', 'eks-prod/store/shop']],
      ['?namespace=payments', ['eks-prod/payments/shop']],
      ['?entityRef=component:shop', ['eks-prod/store/shop', 'lost/store/shop']],
      ['?state=waiting', ['eks-prod/store/shop']],
      ['?state=unknown', ['lost/store/shop']],
      ['?state=healthy&cluster=lost', []],
      ['?engine=flagger', []],
      ['?strategy=blue-green&namespace=store', ['eks-prod/store/shop', 'lost/store/shop']],
    ])('%s', async (query, expected) => {
      expect(await keys('dana', query)).toEqual(expected);
    });

    it('in pages', async () => {
      const first = await portal.get('dana', '/rollouts?limit=2');
      expect(first.body.items).toHaveLength(2);
      expect(await keys('dana', `?limit=2&cursor=${first.body.nextCursor}`)).toEqual(['lost/store/shop']);
    });

    it('with its sources and a tag that another confirmation does not change', async () => {
      const before = await portal.get('ada', '/rollouts');
      expect(before.body.sources.map(({ id }: { id: string }) => id)).toEqual([
        'cluster:eks-prod',
        'cluster:far',
        'cluster:lost',
      ]);
      prod.become({ observedAt: '2026-11-21T12:00:00.000Z' });
      const again = await portal.get('ada', '/rollouts').set('if-none-match', before.headers.etag ?? '');
      expect(again.status).toBe(304);
    });

    it('of one cluster with that source', async () => {
      const answer = await portal.get('dana', '/rollouts?cluster=far');
      expect(answer.body).toEqual({
        items: [],
        sources: [expect.objectContaining({ id: 'cluster:far', reason: 'connection refused' })],
      });
    });
  });

  describe('answers one', () => {
    it('whole, with its source', async () => {
      const answer = await portal.get('ada', '/rollouts/eks-prod/store/rollout/shop');
      expect(answer.status).toBe(200);
      expect(rolloutAnswerSchema.parse(answer.body)).toMatchObject({
        cluster: 'eks-prod',
        kind: 'rollout',
        verdict: { state: 'waiting' },
        sentence: 'Preview cf77cb (cf) waits for somebody to promote it',
        pause: { startedAt: '2026-11-20T21:18:37Z', byHand: false },
        acts: { promote: { allowed: true }, retry: { allowed: false } },
        sources: [{ id: 'cluster:eks-prod', freshness: 'live' }],
      });
    });

    it('of a cluster that does not answer: what was known, as unknown', async () => {
      const answer = await portal.get('ada', '/rollouts/lost/store/rollout/shop');
      expect(answer.status).toBe(200);
      expect(answer.body.verdict).toMatchObject({
        state: 'unknown',
        reasons: [{ text: 'no route to host', ref: 'cluster:lost' }, { text: 'last known: healthy' }, {}],
      });
    });
  });

  describe('refuses', () => {
    const one = '/rollouts/eks-prod/store/rollout/shop';

    it('a caller without credentials', async () => {
      const answer = await request(portal.server).get(`/api/rollouts${one}`);
      expect(answer.status).toBe(401);
      expect(answer.body.error.name).toBe('AuthenticationError');
    });

    it.each([
      ['eli', '/rollouts'],
      ['eli', one],
      ['ada', '/rollouts/eks-prod/payments/rollout/shop'],
      ['fay', one],
    ])('%s who may not read %s', async (person, path) => {
      const answer = await portal.get(person, path);
      expect(answer.status).toBe(403);
      expect(answer.body.error.name).toBe('NotAllowedError');
    });

    it.each([
      ['/rollouts?state=fine', 'query.state'],
      ['/rollouts?limit=0', 'query.limit'],
      ['/rollouts?cursor=x', 'query.cursor'],
      ['/rollouts?colour=red', 'colour'],
      ['/rollouts?cluster=a&cluster=b', 'query.cluster'],
      ['/rollouts?entityRef=shop', '"shop" is no entity ref'],
      ['/rollouts/eks-prod/store/deployment/shop', 'params.kind'],
    ])('%s, naming %s', async (path, field) => {
      const answer = await portal.get('dana', path);
      expect(answer.status).toBe(400);
      expect(answer.body.error.name).toBe('InputError');
      expect(answer.body.error.message).toContain(field);
    });

    it.each([
      ['/rollouts/eks-prod/store/rollout/none', 'there is no rollout none in namespace store of eks-prod'],
      [
        '/rollouts/nowhere/store/rollout/shop',
        'there is no cluster nowhere: configured are eks-prod, far, lost',
      ],
      ['/rollouts?cluster=nowhere', 'there is no cluster nowhere: configured are eks-prod, far, lost'],
    ])('%s: there is no such thing', async (path, message) => {
      const answer = await portal.get('dana', path);
      expect(answer.status).toBe(404);
      expect(answer.body.error.message).toBe(message);
    });

    it('to tell of what nobody can know now', async () => {
      const answer = await portal.get('dana', '/rollouts/far/store/rollout/shop');
      expect(answer.status).toBe(503);
      expect(answer.body.error).toMatchObject({
        name: 'ServiceUnavailableError',
        message: 'nothing is known of rollout shop: cluster:far: connection refused',
      });
    });
  });

  it('shows what waits where no policy covers it, and promotes nothing there', async () => {
    const { body } = await portal.get('ada', '/queue');
    const [item] = body.items;
    expect(item).toMatchObject({ rollout: { namespace: 'store' }, voters: [], votes: { cast: 0 } });
    expect(item.request).toBeUndefined();
    const { rollout, revision, pauseStartedAt } = item;
    const asked = { rollout, revision, pauseStartedAt, reason: 'x' };
    const answer = await portal.post('ada', '/promotion-requests', asked);
    expect([answer.status, answer.body.error.message]).toEqual([
      403,
      'No policy of the portal covers this rollout, so nobody can promote it here.',
    ]);
    const key = 'eks-prod/store/rollout/shop';
    const topic = portal.topics.find({ type: 'promotion', key }).open();
    await until(() => topic.rows().has('standing'));
    expect(topic.rows().get('standing')).not.toHaveProperty('policy');
    topic.close();
    expect((await portal.get('ada', '/ledger/verification')).body).toMatchObject({ valid: true, entries: 0 });
  });

  it('offers its topics and its rule', async () => {
    expect(portal.topics.find({ type: 'rollouts', key: '' }).open().rows().size).toBe(3);
    expect(
      portal.topics.find({ type: 'rollout', key: 'eks-prod/store/rollout/shop' }).questions,
    ).toMatchObject([{ resourceRef: 'eks-prod/store' }]);
    expect(portal.topics.find({ type: 'entity-rollouts', key: 'component:shop' }).open().rows().size).toBe(2);
    const metadata = await portal.get('dana', '/.well-known/backstage/permissions/metadata');
    expect(metadata.body).toMatchObject({
      permissions: expect.arrayContaining(
        rolloutsPermissions.map(({ name }) => expect.objectContaining({ name })),
      ),
      rules: ['IS_IN_AUDIENCE', 'IS_OPERATOR', 'MAY_ROLL_BACK'].map(name => ({
        name,
        resourceType: 'rollout-place',
      })),
    });
  });
});
