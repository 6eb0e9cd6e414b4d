import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  type PromotionRequest,
  promotionRequestSchema,
  promotionStandingSchema,
  queueItemSchema,
  queueRowOf,
  queueRowSchema,
  rolloutSchema,
} from '@greenroom/plugin-rollouts-common';
import { startSandbox } from '@greenroom/sandbox';
import { makeEntity, makeGroup, makeUser, until } from '@greenroom/plugin-portal-node/testUtils';
import { startRollouts } from './__testUtils__/startRollouts';

const NAMESPACE = 'storefront';
const KEY = `one/${NAMESPACE}/rollout/checkout`;
const template = (tag: string) => ({
  metadata: { labels: { app: 'checkout' } },
  spec: {
    containers: [
      { name: 'app', image: `registry.example/shop/checkout:${tag}`, env: [{ name: 'RELEASE', value: tag }] },
    ],
  },
});

/** From a new image to what is live, over HTTP, with two people and the sandbox's controllers. */
describe('a promotion', () => {
  const directory = mkdtempSync(join(tmpdir(), 'journey-'));
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let portal: Awaited<ReturnType<typeof startRollouts>>;

  beforeAll(async () => {
    sandbox = await startSandbox({
      state: directory,
      speed: 20,
      world: { bare: ['one'], images: () => ({ outcome: 'ready' }) },
    });
    deploy();
    portal = await startRollouts({
      config: {
        kubernetes: {
          clusters: [{ name: 'one', kubeconfig: { file: join(directory, 'kubeconfig'), context: 'one' } }],
        },
        greenroom: {
          promotions: {
            policies: [
              {
                name: 'storefront',
                match: { clusters: ['one'], namespaces: [NAMESPACE] },
                requesters: ['owner'],
                voters: ['owner', 'group:default/approvers'],
                checks: { block: ['preview-ready', 'cluster-live'] },
              },
            ],
          },
        },
      },
      entities: [
        makeEntity('checkout', { 'kubernetes-id': 'checkout' }, 'storefront'),
        makeGroup('storefront'),
        makeGroup('approvers'),
        makeUser('ada', 'storefront'),
        makeUser('ben', 'storefront'),
        makeUser('chen', 'approvers'),
        makeUser('eli'),
      ],
      policy: () => ({ result: AuthorizeResult.ALLOW }),
    });
  }, 30_000);

  afterAll(async () => {
    await portal.stop();
    await sandbox.stop();
    rmSync(directory, { recursive: true });
  });

  const api = () => sandbox.cluster('one').api;

  function deploy() {
    api().create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } });
    for (const name of ['checkout', 'checkout-preview']) {
      api().create('services', {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name, namespace: NAMESPACE },
        spec: { selector: { app: 'checkout' }, ports: [{ port: 80 }] },
      });
    }
    api().create('rollouts.argoproj.io', {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: {
        name: 'checkout',
        namespace: NAMESPACE,
        labels: { 'backstage.io/kubernetes-id': 'checkout' },
      },
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: 'checkout' } },
        template: template('v1'),
        strategy: {
          blueGreen: {
            activeService: 'checkout',
            previewService: 'checkout-preview',
            autoPromotionEnabled: false,
          },
        },
      },
    });
  }

  async function rollout() {
    return rolloutSchema.safeParse((await portal.get('ada', `/rollouts/${KEY}`)).body).data;
  }

  async function queued() {
    const { body } = await portal.get('chen', '/queue');
    return queueItemSchema.safeParse(body.items?.[0]).data;
  }

  async function request(id: string): Promise<PromotionRequest> {
    return promotionRequestSchema.parse((await portal.get('ada', `/promotion-requests/${id}`)).body);
  }

  const vote = (person: string, { id, etag }: PromotionRequest, body: object = {}) =>
    portal.post(person, `/promotion-requests/${id}/votes`, {
      vote: 'approve',
      reason: 'looks right',
      seen: etag,
      ...body,
    });

  it('waits, is compared, gets its votes, goes live, and is on record', async () => {
    await until(async () => (await rollout())?.verdict.state === 'healthy');
    const key = { resource: 'rollouts.argoproj.io', namespace: NAMESPACE, name: 'checkout' };
    api().patch(key, { spec: { template: template('v2') } });

    // The portal asks for votes, and those who have one are told.
    await until(async () => (await queued())?.request !== undefined, 10_000);
    const item = await queued();
    const queue = portal.topics.find({ type: 'promotion-queue', key: '' }).open();
    expect(queueRowSchema.parse(queue.rows().get(KEY))).toEqual(item && queueRowOf(item));
    expect(item).toMatchObject({ activeTag: 'v1', previewTag: 'v2', votes: { cast: 0, needed: 2 } });
    const waiting = await request(item?.request?.id ?? '');
    expect(waiting).toMatchObject({ state: 'waiting', createdBy: 'portal', authors: { known: false } });
    await until(() => portal.told.length === 1);
    expect(portal.told[0]).toMatchObject({
      recipients: { entityRef: ['group:default/storefront', 'group:default/approvers'] },
      payload: { title: 'checkout v2 waits for 2 votes', link: `/rollouts/${KEY}` },
    });

    const comparison = await portal.get('ben', `/rollouts/${KEY}/comparison`);
    expect(comparison.body).toMatchObject({
      active: { tag: 'v1' },
      preview: { tag: 'v2' },
      differences: expect.arrayContaining([
        { about: 'environment', name: 'app: RELEASE', active: 'v1', preview: 'v2' },
      ]),
    });
    const checks = await portal.get('ben', `/rollouts/${KEY}/readiness`);
    expect(checks.body.items.map(({ id }: { id: string }) => id)).toContain('preview-ready');

    // A watched page sees how it stands.
    const topic = portal.topics.find({ type: 'promotion', key: KEY }).open();
    await until(() => topic.rows().has('standing'));
    const standing = () => promotionStandingSchema.parse(topic.rows().get('standing'));
    expect(standing().policy?.voters).toEqual(['group:default/storefront', 'group:default/approvers']);

    // Ada asks for it by name, so she is its requester and may not vote.
    const asked = await portal.post('ada', '/promotion-requests', {
      rollout: waiting.rollout,
      revision: waiting.revision,
      pauseStartedAt: waiting.pauseStartedAt,
      reason: 'the new basket',
    });
    expect([asked.status, asked.body.id, asked.body.requestedBy]).toEqual([
      200,
      waiting.id,
      'user:default/ada',
    ]);
    const own = await vote('ada', asked.body);
    expect([own.status, own.body.error.message]).toEqual([403, expect.stringContaining('under four eyes')]);
    expect((await vote('eli', asked.body)).status).toBe(403);
    const blind = await vote('ben', asked.body, { seen: 'something else' });
    expect([blind.status, blind.body.error.name]).toEqual([409, 'ConflictError']);

    expect((await vote('ben', asked.body)).body).toMatchObject({ state: 'waiting', votes: [{}] });
    const last = await vote('chen', asked.body);
    expect([last.status, last.body.error]).toEqual([200, undefined]);
    await until(async () => (await request(waiting.id)).state === 'promoted', 15_000);
    expect((await request(waiting.id)).outcome?.text).toBeTruthy();
    expect((await rollout())?.active).toMatchObject({ revision: waiting.revision });
    await until(() => standing().request?.state === 'promoted');
    topic.close();
    await until(() => queue.rows().size === 0);
    queue.close();
    await until(() => portal.told.some(({ payload }) => payload.title === 'checkout v2 is live'));
    expect((await portal.get('chen', '/queue')).body.items).toEqual([]);

    // What has ended stays ended, and everything stands in the ledger.
    expect((await vote('ben', asked.body, { vote: 'reject' })).status).toBeGreaterThanOrEqual(403);
    const entries = await portal.get('eli', `/ledger?rollout=${KEY}`);
    const kinds = entries.body.items.map(({ kind }: { kind: string }) => kind);
    expect(kinds[0]).toBe('promoted');
    expect(kinds.filter((kind: string) => kind === 'vote')).toHaveLength(2);
    const check = await portal.get('eli', '/ledger/verification');
    expect(check.body).toMatchObject({ valid: true, entries: kinds.length });
    const exported = await portal.get('eli', '/ledger/export').buffer(true);
    expect(exported.text.trim().split('\n')).toHaveLength(kinds.length);
  }, 40_000);

  it('an act is done once for each key, and is on record too', async () => {
    const { active } = (await rollout()) ?? {};
    const act = (action: string, key: string) =>
      portal
        .post('ben', `/rollouts/${KEY}/actions/${action}`, { revision: active?.revision, reason: 'a look' })
        .set('idempotency-key', key);
    const first = await act('pause', 'k-1');
    expect([first.status, first.body.state]).toEqual([200, 'done']);
    const again = await act('pause', 'k-1');
    expect([again.status, again.body.id]).toEqual([200, first.body.id]);
    const other = await act('resume', 'k-1');
    expect([other.status, other.body.error.message]).toEqual([
      409,
      expect.stringContaining('Idempotency-Key was used for another act'),
    ]);
    await until(async () => (await rollout())?.pause?.byHand === true);
    const entries = await portal.get('eli', `/ledger?rollout=${KEY}&kind=act`);
    expect(entries.body.items).toMatchObject([{ by: 'user:default/ben', request: first.body.id }]);
    expect((await portal.get('eli', '/ledger/verification')).body.valid).toBe(true);
  }, 30_000);
});
