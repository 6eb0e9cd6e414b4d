import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuthorizeResult, type PolicyDecision } from '@backstage/plugin-permission-common';
import { LOG_END_MARK, servicesAnswerSchema } from '@greenroom/plugin-cluster-health-common';
import { makeEntity, until } from '@greenroom/plugin-portal-node/testUtils';
import { startSandbox } from '@greenroom/sandbox';
import request from 'supertest';
import { startHealth } from './__testUtils__/startHealth';

const NAMESPACE = 'storefront';
const podTemplate = (image: string) => ({
  metadata: { labels: { app: 'cart' } },
  spec: { containers: [{ name: 'app', image }] },
});

/** From a cluster of the sandbox, over TLS and through the cache, to what a page and a script see. */
describe('on a sandbox', () => {
  const directory = mkdtempSync(join(tmpdir(), 'health-'));
  const policy: Record<string, PolicyDecision> = {
    'user:default/dana': { result: AuthorizeResult.ALLOW },
  };
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let portal: Awaited<ReturnType<typeof startHealth>>;

  beforeAll(async () => {
    sandbox = await startSandbox({
      state: directory,
      speed: 20,
      world: {
        bare: ['one'],
        images: reference => ({ outcome: reference.endsWith(':bad') ? 'image-pull-fails' : 'ready' }),
      },
    });
    const { api } = sandbox.cluster('one');
    api.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } });
    api.create('deployments.apps', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'cart', namespace: NAMESPACE, labels: { 'backstage.io/kubernetes-id': 'cart' } },
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: 'cart' } },
        template: podTemplate('registry.example/shop/cart:v1'),
      },
    });
    portal = await startHealth({
      config: {
        kubernetes: {
          clusters: [{ name: 'one', kubeconfig: { file: join(directory, 'kubeconfig'), context: 'one' } }],
        },
      },
      entities: [makeEntity('cart', { 'kubernetes-id': 'cart' }, 'storefront')],
      policy: person => policy[person] ?? { result: AuthorizeResult.DENY },
    });
  }, 30_000);

  afterAll(async () => {
    await sandbox.stop();
    rmSync(directory, { recursive: true });
  });

  const key = { resource: 'deployments.apps', namespace: NAMESPACE, name: 'cart' };

  async function read() {
    const answer = await portal.get('dana', '/services?entityRef=component:cart');
    return answer.status === 200 ? servicesAnswerSchema.parse(answer.body).items[0] : undefined;
  }

  it('a service is well, gets worse with each sentence true, and is well again', async () => {
    await until(async () => (await read())?.sentence === 'All 2 pods are ready', 10_000);
    const topic = portal.topics
      .find({ type: 'cluster-health.service', key: 'component:default/cart' })
      .open();
    const seen = new Set<string>();
    topic.onChange(change =>
      change?.upserts.forEach(row => seen.add((row as { verdict: { state: string } }).verdict.state)),
    );
    sandbox
      .cluster('one')
      .api.patch(key, { spec: { template: podTemplate('registry.example/shop/cart:bad') } });
    await until(async () => /image/.test((await read())?.sentence ?? ''), 20_000);
    const bad = await read();
    expect(bad?.verdict.state).toBe('degraded');
    expect(bad?.problems[0]).toMatchObject({ rule: 'pod-image', entityRef: 'component:default/cart' });
    sandbox
      .cluster('one')
      .api.patch(key, { spec: { template: podTemplate('registry.example/shop/cart:v1') } });
    await until(async () => (await read())?.verdict.state === 'healthy', 30_000);
    expect(seen).toContain('degraded');
    topic.close();
  }, 90_000);

  it('a node that does not answer is told on the page of its cluster', async () => {
    const { body } = await portal.get('dana', '/clusters/one/nodes');
    expect(body.items.length).toBeGreaterThan(0);
    expect(body.items[0]).toMatchObject({ ready: true, verdict: { state: 'healthy' } });
  });

  async function podName(): Promise<string> {
    return (await read())?.workloads[0]?.lines.find(({ state }) => state === 'ready')?.name ?? '';
  }
  const logOf = (pod: string, query = '') =>
    portal.get('dana', `/clusters/one/pods/${NAMESPACE}/${pod}/log${query}`);

  it('a log is fetched, and what can not be is refused in words', async () => {
    const fetched = await logOf(await podName(), '?timestamps=true');
    expect(fetched.status).toBe(200);
    expect(fetched.headers['content-type']).toMatch(/^text\/plain/);
    expect(fetched.text).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z starting$/m);
    expect(fetched.text).not.toContain(LOG_END_MARK);
    const absent = await logOf('none');
    expect([absent.status, absent.body.error.name]).toEqual([404, 'NotFoundError']);
    expect((await logOf(await podName(), '?container=other')).status).toBe(400);
  }, 20_000);

  it('a followed log says that its pod is gone', async () => {
    const name = await podName();
    const followed = logOf(name, '?follow=true').then(answer => answer.text);
    await new Promise(resolve => setTimeout(resolve, 500));
    sandbox
      .cluster('one')
      .api.delete({ resource: 'pods', namespace: NAMESPACE, name }, { gracePeriodSeconds: 0 });
    expect((await followed).trimEnd().split('\n').at(-1)).toBe(`${LOG_END_MARK}the pod is gone`);
  }, 30_000);

  it('a followed log ends when the right to read it is revoked', async () => {
    await until(async () => (await podName()) !== '', 10_000);
    const followed = logOf(await podName(), '?follow=true').then(answer => answer.text);
    await new Promise(resolve => setTimeout(resolve, 500));
    policy['user:default/dana'] = { result: AuthorizeResult.DENY };
    const last = (await followed).trimEnd().split('\n').at(-1);
    expect(last).toBe(`${LOG_END_MARK}not allowed: cluster-health.logs.read`);
    const refused = await request(portal.server).get(`/api/cluster-health/clusters/one`);
    expect(refused.status).toBe(401);
    policy['user:default/dana'] = { result: AuthorizeResult.ALLOW };
  }, 30_000);
});
