import { AuthorizeResult, type PolicyDecision } from '@backstage/plugin-permission-common';
import { verifyExport } from '@greenroom/plugin-portal-node';
import { audienceConditions } from '@greenroom/plugin-portal-common';
import {
  type Application,
  applicationAnswerSchema,
  changeRequestSchema,
  RESOURCE_TYPE_DELIVERY_PLACE,
  revertPreviewSchema,
} from '@greenroom/plugin-delivery-common';
import { z } from 'zod';
import { makeEntity, until } from '@greenroom/plugin-portal-node/testUtils';
import { Shop } from './__testUtils__/Shop';
import { startDelivery } from './__testUtils__/startDelivery';

const shopEntity = makeEntity('shop', { 'kubernetes-id': 'shop' }, 'owners');
const ONE = '/applications/eks-prod/argocd/shop';

/** As the portal's permission policy answers. */
function policy(person: string, permission: string): PolicyDecision {
  const claims = [person, ...(person === 'user:default/eli' ? [] : ['group:default/storefront'])];
  if (permission === 'delivery.ledger.export') {
    return { result: person === 'user:default/dana' ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
  }
  const rule = { 'delivery.operate': 'IS_OPERATOR', 'delivery.rollback': 'MAY_ROLL_BACK' }[permission];
  return rule === undefined
    ? audienceConditions('delivery', RESOURCE_TYPE_DELIVERY_PLACE, claims)
    : {
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'delivery',
        resourceType: RESOURCE_TYPE_DELIVERY_PLACE,
        conditions: { resourceType: RESOURCE_TYPE_DELIVERY_PLACE, rule, params: { claims } },
      };
}

/** With an API server, a git host and an Argo CD on real sockets: from the first sync to a revert that is live. */
describe('a delivery', () => {
  let shop: Shop;
  let portal: Awaited<ReturnType<typeof startDelivery>>;
  let first: string;
  let second: string;

  beforeAll(async () => {
    shop = await Shop.start();
    first = await shop.release('v1');
    shop.deploy();
    portal = await startDelivery({ config: shop.config, entities: [shopEntity], policy });
  }, 60_000);
  afterAll(async () => {
    await portal.stop();
    await shop.stop();
  });

  async function now(): Promise<Application | undefined> {
    const answer = await portal.get('ada', ONE);
    return answer.status === 200 ? applicationAnswerSchema.parse(answer.body) : undefined;
  }

  const reaches = (isSo: (application: Application) => boolean, milliseconds = 30_000) =>
    until(async () => {
      const application = await now();
      return application !== undefined && isSo(application);
    }, milliseconds);

  it('waits for a sync, and is live by it', async () => {
    await reaches(({ verdict }) => verdict.state === 'waiting');
    expect(await now()).toMatchObject({
      place: 'eks-prod/storefront',
      desired: { sha: first, url: `${shop.git.url}/commit/${first}` },
      source: { path: 'overlays/prod', url: `${shop.git.url}/src/branch/main/overlays/prod` },
      url: 'https://argocd.example/applications/argocd/shop',
    });
    const looked = portal.topics.find({ type: 'delivery.application', key: 'eks-prod/argocd/shop' }).open();
    looked.rows();
    await reaches(({ desired }) => desired?.title === 'Release v1');
    expect((await now())?.desired?.author).toEqual(expect.any(String));
    looked.close();
    const answer = await portal.post('ada', `${ONE}/sync`, { commit: first, reason: 'the first one' });
    expect([answer.status, answer.body.state]).toEqual([202, 'sent']);
    await reaches(({ verdict, live }) => verdict.state === 'healthy' && live?.commit.sha === first);
    expect((await now())?.operation).toMatchObject({ by: 'user:default/ada', state: 'succeeded' });
    await until(async () => {
      const { body } = await portal.get('ada', `/ledger?request=${answer.body.id}`);
      return body.items.length === 2;
    }, 15_000);
    const { body } = await portal.get('ada', '/ledger?application=eks-prod/argocd/shop');
    expect(body.items.map(({ kind }: { kind: string }) => kind)).toEqual(['done', 'act']);
    expect((await portal.get('ada', '/ledger/verification')).body).toMatchObject({ valid: true });
    expect((await portal.get('ada', '/ledger/export')).status).toBe(403);
    const exported = await portal.get('dana', '/ledger/export').buffer(true);
    const text = exported.text.trim().split('\n');
    expect(verifyExport(text)).toMatchObject({ valid: true, entries: text.length });
    const head = z.object({ data: z.object({ 'delivery.json': z.string() }) });
    const place = { resource: 'configmaps', namespace: 'greenroom', name: 'greenroom-ledger-head' };
    const isKept = () =>
      head.safeParse(shop.sandbox.cluster('eks-prod').api.get(place)).data?.data['delivery.json'] ?? '';
    await until(async () => JSON.parse(isKept() || '{}').seq === text.length, 10_000);
    expect(JSON.parse(isKept())).toMatchObject({ chain: 'delivery', signature: expect.any(String) });
  }, 60_000);

  it('is asked for once: a second operation is refused with what runs, and the same try is the same act', async () => {
    second = await shop.release('v2');
    await reaches(({ desired }) => desired?.sha === second);
    const late = await portal.post('ada', `${ONE}/sync`, { commit: first });
    expect([late.status, late.body.error.message]).toEqual([
      409,
      `git is at ${second.slice(0, 8)} now, not at what you saw.`,
    ]);
    shop.sandbox.clock.pause();
    const sync = () => portal.post('ada', `${ONE}/sync`, { commit: second }, { 'idempotency-key': 'k-1' });
    const accepted = await sync();
    expect(accepted.status).toBe(202);
    const other = await portal.post('ada', `${ONE}/sync`, { commit: second });
    expect([other.status, other.body.error.name]).toEqual([409, 'ConflictError']);
    expect(other.body.error.message).toMatch(/sync|operation/i);
    shop.sandbox.clock.resume();
    await reaches(({ verdict, live }) => verdict.state === 'healthy' && live?.commit.sha === second);
    expect((await now())?.history).toHaveLength(2);
  }, 60_000);

  it('goes back by Argo CD where nothing would undo that', async () => {
    const entry = (await now())?.history.find(({ commit }) => commit.sha === first);
    const answer = await portal.post('ada', `${ONE}/rollback`, {
      historyId: entry?.id,
      reason: 'v2 is slow',
    });
    expect(answer.status).toBe(202);
    await reaches(({ live, operation }) => live?.commit.sha === first && operation?.state === 'succeeded');
    expect(await now()).toMatchObject({ sync: { state: 'out-of-sync' }, operation: { does: 'rollback' } });
  }, 60_000);

  it('is compared anew when somebody asks', async () => {
    const before = (await now())?.comparedAt ?? '';
    await new Promise(resolve => setTimeout(resolve, 1_100));
    const answer = await portal.post('ada', `${ONE}/refresh`, {});
    expect(answer.status).toBe(202);
    await reaches(({ comparedAt = '' }) => comparedAt > before);
  }, 30_000);

  it('does not go back under automated sync: it says why, and what to do instead', async () => {
    shop.change({ spec: { syncPolicy: { automated: { selfHeal: true, prune: true } } } });
    await reaches(({ live, verdict }) => live?.commit.sha === second && verdict.state === 'healthy');
    const entry = (await now())?.history.find(({ commit }) => commit.sha === first);
    const answer = await portal.post('ada', `${ONE}/rollback`, {
      historyId: entry?.id,
      reason: 'v2 is slow',
    });
    expect([answer.status, answer.body.error.message]).toEqual([
      409,
      'Argo CD syncs this by itself and would put the newest commit back at once: revert it in git instead.',
    ]);
    const managed = await portal.get(
      'ada',
      '/managed?cluster=eks-prod&namespace=storefront&kind=rollout&name=shop',
    );
    expect(managed.body).toMatchObject({
      managed: true,
      application: { cluster: 'eks-prod', namespace: 'argocd', name: 'shop' },
      wouldRevert: true,
      revert: { allowed: true },
    });
  }, 60_000);

  it('tells of every kind of workload whether an Application manages it, as the live object says', async () => {
    const { api } = shop.sandbox.cluster('eks-prod');
    // Nobody has it in git, so that it would be pruned.
    const tracked = (kind: string) => ({
      'argocd.argoproj.io/tracking-id': `shop:apps/${kind}:storefront/one`,
      'argocd.argoproj.io/sync-options': 'Prune=false',
    });
    const workload = (kind: string, annotations: Record<string, string>, name = 'one') => ({
      apiVersion: 'apps/v1',
      kind,
      metadata: { name, namespace: 'storefront', annotations },
      spec: {
        serviceName: 'one',
        selector: { matchLabels: { app: 'one' } },
        template: {
          metadata: { labels: { app: 'one' } },
          spec: { containers: [{ name: 'app', image: 'registry.example/one:1' }] },
        },
      },
    });
    api.create('deployments.apps', workload('Deployment', tracked('Deployment')));
    api.create('deployments.apps', workload('Deployment', tracked('Deployment'), 'copied'));
    const ask = (kind: string, name: string) =>
      portal.get('ada', `/managed?cluster=eks-prod&namespace=storefront&kind=${kind}&name=${name}`);
    expect((await ask('deployment', 'one')).body).toMatchObject({
      managed: true,
      application: { name: 'shop' },
      wouldRevert: true,
    });
    expect((await ask('deployment', 'copied')).body).toMatchObject({ managed: false, wouldRevert: false });
    const answers = await Promise.all(['canary', 'statefulset', 'daemonset'].map(kind => ask(kind, 'none')));
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    const refused = await ask('secret', 'one');
    expect([refused.status, refused.body.error.message]).toEqual([
      400,
      expect.stringContaining('expected one of "rollout"|"canary"|"deployment"|"statefulset"|"daemonset"'),
    ]);
    // Else the Application would wait for ever for somebody to prune it.
    api.delete({ resource: 'deployments.apps', namespace: 'storefront', name: 'one' });
  }, 30_000);

  it('goes back in git: previewed, asked for once, merged, synced, live', async () => {
    const preview = revertPreviewSchema.parse((await portal.get('ada', `${ONE}/revert`)).body);
    expect(preview).toMatchObject({
      path: 'overlays/prod',
      into: 'main',
      toRevision: { sha: first },
      files: [{ path: 'overlays/prod/kustomization.yaml', change: 'changed' }],
      notes: [],
    });
    const [file] = preview.files;
    expect([file?.before, file?.after]).toEqual([
      expect.stringContaining('newTag: v2'),
      expect.stringContaining('newTag: v1'),
    ]);
    const body = { cluster: 'eks-prod', namespace: 'argocd', name: 'shop', reason: 'v2 is slow' };
    const made = await portal.post('ada', '/change-requests', body);
    expect(made.status).toBe(201);
    const change = changeRequestSchema.parse(made.body);
    expect(change).toMatchObject({
      state: 'open',
      by: 'user:default/ada',
      url: `${shop.git.url}/pulls/${change.number}`,
    });
    const again = await portal.post('ada', '/change-requests', { ...body, reason: 'me too' });
    expect([again.status, again.body.id]).toEqual([200, change.id]);

    const topic = portal.topics.find({ type: 'delivery.application', key: 'eks-prod/argocd/shop' }).open();
    expect([...topic.rows().keys()]).toContain(`eks-prod/storefront/change-request/${change.id}`);
    await shop.merge(change.number ?? 0);
    await until(
      async () => (await portal.get('ada', `/change-requests/${change.id}`)).body.state === 'live',
      60_000,
    );
    const end = changeRequestSchema.parse((await portal.get('ada', `/change-requests/${change.id}`)).body);
    expect(Object.keys(end.seen)).toEqual(['opening', 'open', 'merged', 'synced', 'live']);
    expect(end.mergedCommit?.sha).toBe(await shop.git.headOf('main'));
    await expect(shop.git.readFile('overlays/prod/kustomization.yaml')).resolves.toContain('newTag: v1');
    const [commit] = await shop.git.commitsBetween(second, (await shop.git.headOf(change.branch)) ?? '');
    expect(commit?.message).toMatch(
      /Revert shop on eks-prod[\s\S]*v2 is slow[\s\S]*Asked-by: user:default\/ada/,
    );
    topic.close();
  }, 120_000);
});
