import { ConflictError, NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import { type GuardedPatch, WorldChangedError } from '@greenroom/cluster-access';
import { AuthorizeResult, type PolicyDecision } from '@backstage/plugin-permission-common';
import { audienceConditions } from '@greenroom/plugin-portal-common';
import { deliveryPermissions, RESOURCE_TYPE_DELIVERY_PLACE } from '@greenroom/plugin-delivery-common';
import request from 'supertest';
import { makeEntity, until } from '@greenroom/plugin-portal-node/testUtils';
import { FakeCluster, fakeClusters } from '@greenroom/cluster-access/testUtils';
import { FIRST, recorded, rowOf, SECOND } from './__testUtils__/applications';
import { startDelivery } from './__testUtils__/startDelivery';
import { applicationsKind } from './argo/applicationsKind';

/** A cluster that remembers what was written, or refuses it. */
class WrittenCluster extends FakeCluster {
  readonly written: GuardedPatch[] = [];
  failure: Error | undefined;

  override async guardedPatch(patch: GuardedPatch): Promise<unknown> {
    if (this.failure) {
      throw this.failure;
    }
    this.written.push(patch);
    return {};
  }
}

const claims: Record<string, string[]> = {
  'user:default/ada': ['user:default/ada', 'group:default/storefront'],
  'user:default/olga': ['user:default/olga', 'group:default/owners'],
};

/** Dana sees and does all, eli nothing; the others as their groups and the configuration say. */
function policy(person: string, permission: string): PolicyDecision {
  if (person === 'user:default/dana' || person === 'user:default/eli') {
    return { result: person.endsWith('dana') ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
  }
  const own = claims[person] ?? [person];
  const rule = { 'delivery.operate': 'IS_OPERATOR', 'delivery.rollback': 'MAY_ROLL_BACK' }[permission];
  return rule === undefined
    ? audienceConditions('delivery', RESOURCE_TYPE_DELIVERY_PLACE, own)
    : {
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'delivery',
        resourceType: RESOURCE_TYPE_DELIVERY_PLACE,
        conditions: { resourceType: RESOURCE_TYPE_DELIVERY_PLACE, rule, params: { claims: own } },
      };
}

const ONE = '/applications/eks-prod/argocd/a';

describe('delivery backend', () => {
  const prod = new WrittenCluster('eks-prod');
  const bare = new FakeCluster('bare');
  const far = new FakeCluster('far');
  let portal: Awaited<ReturnType<typeof startDelivery>>;

  beforeAll(async () => {
    const spec = {
      destination: { namespace: 'storefront' },
      source: { repoURL: 'https://git.example/shop/a' },
    };
    const labels = { 'backstage.io/kubernetes-id': 'shop' };
    prod.watch(applicationsKind).put(
      rowOf(recorded('04-outofsync-after-commit', { metadata: { labels }, spec })),
      rowOf(recorded('30-operation-running', { metadata: { name: 'busy', uid: 'busy' }, spec })),
      rowOf(
        recorded('03-healthy', {
          metadata: { name: 'pay', uid: 'p' },
          spec: { destination: { namespace: 'pay' } },
        }),
      ),
    );
    bare.watch(applicationsKind).become({ freshness: 'not-installed' });
    far.become({ freshness: 'unreachable', reason: 'connection refused' });
    portal = await startDelivery({
      clusters: fakeClusters(prod, bare, far),
      entities: [
        makeEntity('shop', { 'kubernetes-id': 'shop' }, 'owners'),
        {
          ...makeEntity('pay', {}, 'owners'),
          metadata: { name: 'pay', namespace: 'default', annotations: { 'argocd/app-name': 'pay, busy' } },
        },
      ],
      config: {
        greenroom: {
          audiences: [{ cluster: '*', namespace: 'storefront', operators: ['group:default/storefront'] }],
        },
      },
      policy,
    });
    await until(async () => (await portal.get('dana', ONE)).body.entityRef === 'component:default/shop');
  });
  afterAll(() => portal.stop());
  beforeEach(() => {
    prod.failure = undefined;
    prod.written.length = 0;
  });

  const names = async (person: string, entityRef: string) => {
    const { body } = await portal.get(person, `/services?entityRef=${entityRef}`);
    return body.items.map(({ name }: { name: string }) => name);
  };

  it('lists what delivers a service to who may read where it delivers to', async () => {
    expect(await names('dana', 'component:shop')).toEqual(['a']);
    expect(await names('dana', 'component:pay')).toEqual(['busy', 'pay']);
    // A catalog entity that names an Application opens it to nobody; the label on the Application does.
    expect(await names('olga', 'component:pay')).toEqual(['busy']);
    expect(await names('olga', 'component:shop')).toEqual(['a']);
    expect(await names('ada', 'component:pay')).toEqual(['busy']);
    const { body } = await portal.get('ada', '/services?entityRef=component:shop');
    expect(body.sources.map(({ id }: { id: string }) => id)).toEqual(['cluster:eks-prod', 'cluster:far']);
  });

  it('answers one with its source', async () => {
    const { status, body } = await portal.get('ada', ONE);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      place: 'eks-prod/storefront',
      desired: { sha: SECOND },
      live: { commit: { sha: FIRST } },
      sources: [{ id: 'cluster:eks-prod', freshness: 'live' }],
    });
  });

  it.each([
    ['ada', '/applications/eks-prod/argocd/pay', 403],
    ['eli', ONE, 403],
    ['ada', `${ONE}/revert`, 403],
    ['ada', '/applications/eks-prod/argocd/none', 404],
    ['ada', '/applications/bare/argocd/a', 404],
    ['ada', '/applications/nowhere/argocd/a', 404],
    ['ada', '/applications/far/argocd/a', 503],
    ['dana', '/change-requests/none', 404],
    ['ada', '/services', 400],
    ['ada', '/services?entityRef=shop', 400],
    ['ada', '/managed?cluster=eks-prod&namespace=storefront&kind=secret&name=x', 400],
    ['ada', '/managed?cluster=eks-prod&namespace=pay&kind=rollout&name=x', 403],
    ['dana', '/ledger?cursor=x', 400],
  ])('%s asks %s and is answered %s', async (person, path, status) => {
    expect((await portal.get(person, path)).status).toBe(status);
  });

  it('is closed to who has not signed in', async () => {
    const asked = await request(portal.server).get(`/api/delivery${ONE}`);
    expect([asked.status, asked.body.error.name]).toEqual([401, 'AuthenticationError']);
    const done = await request(portal.server).post(`/api/delivery${ONE}/sync`).send({ commit: SECOND });
    expect(done.status).toBe(401);
  });

  it('says of a cluster without Argo CD that nothing manages its objects', async () => {
    const { body } = await portal.get('dana', '/managed?cluster=bare&namespace=x&kind=rollout&name=y');
    expect(body).toMatchObject({
      managed: false,
      wouldRevert: false,
      why: expect.stringContaining('no Argo CD'),
    });
  });

  describe('acts', () => {
    it.each([
      ['olga', `${ONE}/sync`, { commit: SECOND }, 403],
      ['ada', `${ONE}/rollback`, { historyId: 0, reason: 'x' }, 403],
      ['ada', `${ONE}/release`, { reason: 'x' }, 403],
      ['ada', '/change-requests', { cluster: 'eks-prod', namespace: 'argocd', name: 'a', reason: 'x' }, 403],
      ['ada', `${ONE}/sync`, {}, 400],
      ['ada', `${ONE}/sync`, { commit: SECOND, force: true }, 400],
      ['dana', `${ONE}/rollback`, { historyId: 0, reason: ' ' }, 400],
      ['dana', `${ONE}/release`, { reason: ' ' }, 400],
      ['ada', `${ONE}/sync`, { commit: FIRST }, 409],
      ['ada', `${ONE}/terminate`, { startedAt: 'x' }, 409],
      ['ada', '/applications/eks-prod/argocd/busy/sync', { commit: FIRST }, 409],
      ['dana', `${ONE}/rollback`, { historyId: 0, reason: 'x' }, 409],
      ['dana', `${ONE}/release`, { reason: 'x' }, 409],
      ['ada', '/applications/eks-prod/argocd/none/sync', { commit: FIRST }, 404],
      ['ada', '/applications/far/argocd/a/sync', { commit: FIRST }, 503],
    ])('%s at %s with %j is answered %s, and nothing is written', async (person, path, body, status) => {
      const answer = await portal.post(person, path, body);
      expect([answer.status, prod.written]).toEqual([status, []]);
    });

    it('are guarded, and named by who asked', async () => {
      const answer = await portal.post('ada', `${ONE}/sync`, { commit: SECOND, reason: 'go' });
      expect(answer.status).toBe(202);
      expect(prod.written).toMatchObject([
        {
          requestId: answer.body.id,
          preconditions: [{}, { path: '/operation', value: null }, { value: SECOND }],
        },
      ]);
      const { body } = await portal.get('dana', `/ledger?request=${answer.body.id}`);
      expect(body.items).toMatchObject([
        { kind: 'act', by: 'user:default/ada', text: expect.stringContaining('go') },
      ]);
      expect((await portal.get('eli', '/ledger')).status).toBe(403);
      expect((await portal.get('fay', '/ledger')).body.items).toEqual([]);
    });

    it('say what runs when somebody was faster', async () => {
      prod.failure = new ConflictError(
        'changed',
        new WorldChangedError('applications a', [{ path: '/operation', expected: null, actual: {} }]),
      );
      const answer = await portal.post('ada', `${ONE}/sync`, { commit: SECOND });
      expect([answer.status, answer.body.error.message]).toEqual([
        409,
        'Another operation was asked for just before.',
      ]);
      const running = await portal.post('ada', '/applications/eks-prod/argocd/busy/sync', { commit: FIRST });
      expect(running.body.error.message).toBe('A sync that ada asked for runs.');
    });

    it.each([
      [403, new NotAllowedError('eks-prod: cannot patch applications')],
      [503, new ServiceUnavailableError('eks-prod did not answer')],
    ])('that the cluster refuses with %s are answered so, and kept', async (status, failure) => {
      prod.failure = failure;
      const answer = await portal.post('ada', `${ONE}/refresh`, {}, { 'idempotency-key': `k-${status}` });
      expect([answer.status, answer.body.error.message]).toEqual([status, failure.message]);
      const { body } = await portal.get('dana', '/ledger?limit=1');
      expect(body.items[0].kind).toBe(status === 403 ? 'refused' : 'act');
      expect((await portal.get('dana', '/ledger/verification')).body).toMatchObject({ valid: true });
    });
  });

  it('offers its topics, each row for those who may read its place, and its rules', async () => {
    const topic = portal.topics.find({ type: 'delivery.service', key: 'component:pay' });
    expect([...topic.open().rows().keys()].map(key => topic.audience?.partition(key)).sort()).toEqual([
      'eks-prod/pay',
      'eks-prod/storefront',
    ]);
    const one = portal.topics.find({ type: 'delivery.application', key: 'eks-prod/argocd/a' });
    expect(one.questions).toMatchObject([{ resourceRef: 'eks-prod/storefront' }]);
    const handle = one.open();
    const told: unknown[] = [];
    handle.onChange(change => told.push(change));
    prod.become({ freshness: 'unreachable', reason: 'no route to host' });
    expect([...handle.rows().values()]).toMatchObject([
      { verdict: { state: 'unknown' }, sentence: 'no route to host' },
    ]);
    expect(told).toHaveLength(1);
    prod.become({ freshness: 'live', reason: undefined });
    handle.close();
    expect(() =>
      portal.topics.find({ type: 'delivery.application', key: 'eks-prod/argocd/none' }).open(),
    ).toThrow('there is no Application none');
    expect(() => portal.topics.find({ type: 'delivery.application', key: 'a/b' })).toThrow(
      'is not cluster/namespace/name',
    );
    const metadata = await portal.get('dana', '/.well-known/backstage/permissions/metadata');
    expect(metadata.body).toMatchObject({
      permissions: expect.arrayContaining(
        deliveryPermissions.map(({ name }) => expect.objectContaining({ name })),
      ),
      rules: ['IS_IN_AUDIENCE', 'IS_OPERATOR', 'MAY_ROLL_BACK'].map(name => ({
        name,
        resourceType: 'delivery-place',
      })),
    });
  });
});
