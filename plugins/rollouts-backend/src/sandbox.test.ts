import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { TopicHandle } from '@greenroom/plugin-portal-node';
import { type Rollout, rolloutSchema } from '@greenroom/plugin-rollouts-common';
import { startSandbox } from '@greenroom/sandbox';
import { makeEntity, until } from '@greenroom/plugin-portal-node/testUtils';
import { startRollouts } from './__testUtils__/startRollouts';

const NAMESPACE = 'storefront';
const ROLLOUTS = 'rollouts.argoproj.io';
const PATH = `/rollouts/one/${NAMESPACE}/rollout/checkout`;
const template = (image: string) => ({
  metadata: { labels: { app: 'checkout' } },
  spec: { containers: [{ name: 'app', image }] },
});

/** From a cluster of the sandbox, over TLS and through the cache, to what a page watches. */
describe('on a sandbox', () => {
  const directory = mkdtempSync(join(tmpdir(), 'rollouts-'));
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let portal: Awaited<ReturnType<typeof startRollouts>>;

  beforeAll(async () => {
    sandbox = await startSandbox({
      state: directory,
      speed: 20,
      world: {
        bare: ['one', 'two'],
        images: reference => ({ outcome: reference.endsWith(':bad') ? 'image-pull-fails' : 'ready' }),
      },
    });
    deploy();
    portal = await startRollouts({
      config: {
        kubernetes: {
          clusters: ['one', 'two'].map(name => ({
            name,
            kubeconfig: { file: join(directory, 'kubeconfig'), context: name },
          })),
        },
      },
      entities: [makeEntity('checkout', { 'kubernetes-id': 'checkout' }, 'storefront')],
      policy: { 'user:default/dana': { result: AuthorizeResult.ALLOW } },
    });
  }, 30_000);

  afterAll(async () => {
    await sandbox.stop();
    rmSync(directory, { recursive: true });
  });

  const api = () => sandbox.cluster('one').api;
  const key = { resource: ROLLOUTS, namespace: NAMESPACE, name: 'checkout' };

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
    api().create(ROLLOUTS, {
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
        template: template('registry.example/shop/checkout:v1'),
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

  function push(tag: string) {
    api().patch(key, { spec: { template: template(`registry.example/shop/checkout:${tag}`) } });
  }

  async function read(): Promise<Rollout | undefined> {
    const answer = await portal.get('dana', PATH);
    return answer.status === 200 ? rolloutSchema.parse(answer.body) : undefined;
  }

  const state = async () => (await read())?.verdict.state;

  it('a new image is seen to start, to wait, to go live, and to fail', async () => {
    await until(async () => (await state()) === 'healthy');
    const first = await read();
    expect(first).toMatchObject({
      entityRef: 'component:default/checkout',
      active: { images: [{ container: 'app', name: 'registry.example/shop/checkout', tag: 'v1' }] },
    });
    expect(first?.active?.images[0]?.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(first?.active?.pods.map(pod => pod.state)).toEqual(['ready', 'ready']);

    const topic = portal.topics.find({ type: 'rollout', key: `one/${NAMESPACE}/rollout/checkout` }).open();
    const seen = followed(topic);
    push('v2');
    await until(async () => (await state()) === 'waiting');
    const waiting = await read();
    expect(waiting?.sentence).toMatch(/^Preview [0-9a-f]{6} \(v2\) waits for somebody to promote it$/);
    expect(waiting).toMatchObject({
      active: { revision: first?.active?.revision },
      preview: { images: [{ tag: 'v2' }], replicas: { ready: 2 } },
      pause: { reason: 'BlueGreenPause', byHand: false },
      services: [
        { name: 'checkout', role: 'active', pointsAt: first?.active?.revision },
        { name: 'checkout-preview', role: 'preview', pointsAt: waiting?.preview?.revision },
      ],
    });
    await until(() => seen.has('waiting') && [...topic.rows().keys()].some(row => row.startsWith('event/')));
    expect([...seen]).toEqual(['progressing', 'waiting']);

    api().patch(key, { status: { pauseConditions: null } }, 'status');
    await until(async () => (await state()) === 'healthy');
    expect((await read())?.active?.revision).toBe(waiting?.preview?.revision);

    push('bad');
    await until(async () => (await state()) === 'degraded');
    await until(async () => /^2 of 2 pods of preview .* \(bad\) fail: /.test((await read())?.sentence ?? ''));
    expect((await read())?.active?.revision).toBe(waiting?.preview?.revision);
    topic.close();
  }, 30_000);

  it('a cluster that is gone is unknown, says why, and comes back', async () => {
    const { faults } = sandbox.cluster('one');
    const end = faults.inject({ fault: 'kill' });
    await until(async () => (await state()) === 'unknown', 8_000);
    const lost = await portal.get('dana', PATH);
    expect(lost.body.sources).toMatchObject([{ id: 'cluster:one', freshness: 'unreachable' }]);
    expect(lost.body.sentence).toMatch(/^Not known now: .+\. Last known: 2 of 2 pods of preview/);
    const nothing = await portal.get('dana', PATH.replace('checkout', 'other'));
    expect(nothing.status).toBe(503);
    const list = await portal.get('dana', '/rollouts?cluster=two');
    expect(list.body.sources).toMatchObject([{ id: 'cluster:two', freshness: 'live' }]);
    end();
    await until(async () => (await state()) === 'degraded', 15_000);
  }, 30_000);

  it('a right that is taken away is told', async () => {
    const end = sandbox.cluster('one').faults.inject({ fault: 'forbidden' });
    await until(async () => (await portal.get('dana', PATH)).body.sources[0].freshness === 'denied', 8_000);
    const refused = await portal.get('dana', PATH);
    expect(refused.body.verdict.state).toBe('unknown');
    expect(refused.body.verdict.reasons[0].text).toBe(refused.body.sources[0].reason);
    end();
    await until(async () => (await state()) === 'degraded', 15_000);
  }, 30_000);
});

/** The states that a topic's rollout goes through from now on. */
function followed(topic: TopicHandle): Set<string> {
  const states = new Set<string>();
  topic.onChange(change => {
    const { data } = rolloutSchema.safeParse(change?.upserts.get('rollout'));
    if (data) {
      states.add(data.verdict.state);
    }
  });
  return states;
}
