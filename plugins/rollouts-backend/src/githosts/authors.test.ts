import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { startGitHost } from '@greenroom/git-access/testUtils';
import { promotionRequestSchema } from '@greenroom/plugin-rollouts-common';
import { startSandbox } from '@greenroom/sandbox';
import { makeGroup, makeUser, until } from '@greenroom/plugin-portal-node/testUtils';
import { startRollouts } from '../__testUtils__/startRollouts';

const [base, head] = ['a'.repeat(40), 'b'.repeat(40)];
const REPO = '/api/v1/repos/shop/checkout';
const template = (commit: string) => ({
  metadata: {
    labels: { app: 'checkout' },
    annotations: {
      'greenroom.dev/commit': commit,
      'greenroom.dev/repository': 'https://git.shop.example/shop/checkout',
    },
  },
  spec: { containers: [{ name: 'app', image: `registry.example/shop/checkout:${commit.slice(0, 7)}` }] },
});
const dana = makeUser('dana');

/** From a rollout whose revisions name their commits to who may not vote, with real sockets on both sides. */
describe('authors', () => {
  const directory = mkdtempSync(join(tmpdir(), 'authors-'));
  let stops: (() => Promise<unknown>)[] = [];

  async function start(gitHosts: boolean) {
    const host = await startGitHost({
      [`${REPO}/compare/${base}...${head}`]: () => ({
        total_commits: 1,
        commits: [
          {
            sha: head,
            parents: [{ sha: base }],
            commit: { author: { email: 'ada@greenroom.example' }, message: 'the new basket' },
          },
        ],
      }),
      [`${REPO}/commits/${head}/pull`]: () => ({ merged_by: { login: 'dana-x' } }),
    });
    stops.push(host.stop);
    const sandbox = await startSandbox({
      state: directory,
      speed: 20,
      world: { bare: ['one'], images: () => ({ outcome: 'ready' }) },
    });
    stops.push(() => sandbox.stop());
    const { api } = sandbox.cluster('one');
    deploy(api);
    const portal = await startRollouts({
      config: {
        kubernetes: {
          clusters: [{ name: 'one', kubeconfig: { file: join(directory, 'kubeconfig'), context: 'one' } }],
        },
        integrations: { gitea: [{ host: 'git.shop.example', baseUrl: host.url }] },
        greenroom: {
          promotions: {
            policies: [
              { name: 'store', requesters: ['*'], voters: ['group:default/shop'], checks: { block: [] } },
            ],
            authors: { gitHosts },
          },
        },
      },
      entities: [
        makeGroup('shop'),
        makeUser('ada', 'shop'),
        makeUser('ben', 'shop'),
        { ...dana, metadata: { ...dana.metadata, annotations: { 'git.shop.example/user-login': 'dana-x' } } },
      ],
      policy: () => ({ result: AuthorizeResult.ALLOW }),
    });
    stops.push(() => portal.stop());
    const asked = async () =>
      promotionRequestSchema.safeParse((await portal.get('ben', '/promotion-requests')).body.items?.[0]).data;
    const isHealthy = async () =>
      (await portal.get('ben', '/rollouts/one/store/rollout/checkout')).body.verdict?.state === 'healthy';
    await until(isHealthy, 15_000);
    const key = { resource: 'rollouts.argoproj.io', namespace: 'store', name: 'checkout' };
    api.patch(key, { spec: { template: template(head) } });
    await until(async () => (await asked()) !== undefined, 15_000);
    return { host, portal, request: await asked() };
  }

  type Api = ReturnType<Awaited<ReturnType<typeof startSandbox>>['cluster']>['api'];

  function deploy(api: Api) {
    const metadata = (name: string) => ({ name, namespace: 'store' });
    api.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'store' } });
    for (const name of ['checkout', 'checkout-preview']) {
      const spec = { selector: { app: 'checkout' }, ports: [{ port: 80 }] };
      api.create('services', { apiVersion: 'v1', kind: 'Service', metadata: metadata(name), spec });
    }
    api.create('rollouts.argoproj.io', {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: metadata('checkout'),
      spec: {
        replicas: 1,
        selector: { matchLabels: { app: 'checkout' } },
        template: template(base),
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

  afterEach(async () => {
    for (const stop of stops.reverse()) {
      await stop();
    }
    stops = [];
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  it('are those of the commits, asked once, and do not vote', async () => {
    const { host, portal, request } = await start(true);
    expect(request).toMatchObject({
      votesNeeded: 1,
      authors: {
        known: true,
        people: ['user:default/ada', 'user:default/dana'],
        from: 'the commits aaaaaaaa…bbbbbbbb at git.shop.example/shop/checkout',
      },
    });
    expect(host.asked).toHaveLength(2);
    const vote = { vote: 'approve', reason: 'mine', seen: request?.etag };
    const own = await portal.post('ada', `/promotion-requests/${request?.id}/votes`, vote);
    expect([own.status, own.body.error.message]).toEqual([403, expect.stringContaining('You are an author')]);
  }, 40_000);

  it('are not asked for where that is not configured', async () => {
    const { host, request } = await start(false);
    expect(request).toMatchObject({ votesNeeded: 2, authors: { known: false } });
    expect(host.asked).toEqual([]);
  }, 40_000);
});
