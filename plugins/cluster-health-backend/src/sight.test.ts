import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Unseen, WorkloadRow } from '@greenroom/plugin-cluster-health-common';
import { until } from '@greenroom/plugin-portal-node/testUtils';
import { startSandbox } from '@greenroom/sandbox';
import { z } from 'zod';
import { startHealth } from './__testUtils__/startHealth';

const authorization = 'rbac.authorization.k8s.io';
const reader = 'greenroom-reader';
const rule = z.object({
  apiGroups: z.array(z.string()),
  resources: z.array(z.string()),
  verbs: z.array(z.string()),
});
const withVerdict = z.object({ verdict: z.object({ state: z.string() }) });
const withRules = z.object({ rules: z.array(rule) });

/** Tokens that read in one namespace or in all, and write nowhere, in clusters with the built-in kinds only. */
describe('what a token may not see is said, and the rest is shown', () => {
  const directory = mkdtempSync(join(tmpdir(), 'sight-'));
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let portal: Awaited<ReturnType<typeof startHealth>>;

  beforeAll(async () => {
    sandbox = await startSandbox({ state: directory, speed: 20, world: { bare: ['one', 'whole'] } });
    addCarts('one', 'shop', 'other');
    addCarts('whole', 'shop');
    const { api } = sandbox.cluster('one');
    api.delete({ resource: `clusterrolebindings.${authorization}`, name: `${reader}-portal-reader` });
    api.create(`rolebindings.${authorization}`, {
      apiVersion: `${authorization}/v1`,
      kind: 'RoleBinding',
      metadata: { name: reader, namespace: 'shop' },
      roleRef: { apiGroup: authorization, kind: 'ClusterRole', name: reader },
      subjects: [{ apiGroup: authorization, kind: 'User', name: 'portal-reader' }],
    });
    const entry = entryOf('one');
    portal = await startHealth({
      config: {
        kubernetes: {
          clusters: [
            { name: 'narrow', ...entry, namespaces: ['shop'] },
            { name: 'two', ...entry, namespaces: ['shop', 'other'] },
            { name: 'wide', ...entry },
            { name: 'read-only', ...entryOf('whole') },
          ],
        },
      },
      policy: () => ({ result: AuthorizeResult.ALLOW }),
    });
  }, 60_000);

  afterAll(async () => {
    await sandbox.stop();
    rmSync(directory, { recursive: true });
  });

  function entryOf(cluster: string) {
    const { url, certificateAuthority, tokens } = sandbox.cluster(cluster);
    return { url, caData: certificateAuthority, token: tokens.reader };
  }

  function addCarts(cluster: string, ...namespaces: string[]) {
    const { api } = sandbox.cluster(cluster);
    for (const namespace of namespaces) {
      api.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
      api.create('deployments.apps', {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'cart', namespace },
        spec: {
          replicas: 1,
          selector: { matchLabels: { app: 'cart' } },
          template: {
            metadata: { labels: { app: 'cart' } },
            spec: { containers: [{ name: 'app', image: 'registry.example/cart:1' }] },
          },
        },
      });
    }
  }

  async function page(cluster: string) {
    const { body } = await portal.get('dana', `/clusters/${cluster}`);
    const unseen: Unseen[] = body.summary?.unseen ?? [];
    const workloads: WorkloadRow[] = body.workloads ?? [];
    const whyOf = (part: string) => unseen.find(one => one.part === part);
    return { body, whyOf, workloads: workloads.map(({ namespace, name }) => `${namespace}/${name}`) };
  }

  it('in the namespaces that it is limited to', async () => {
    await until(async () => (await page('narrow')).workloads.includes('shop/cart'), 40_000);
    const { whyOf, workloads, body } = await page('narrow');
    expect(workloads).toEqual(['shop/cart']);
    expect([whyOf('pods'), whyOf('deployments')]).toEqual([undefined, undefined]);
    expect(whyOf('nodes')?.why).toBe('denied');
    expect(whyOf('nodepools')?.why).toMatch(/not-installed|denied/);
    expect(body.sources[0].freshness).toBe('live');
    expect(body.summary.limitedTo).toBe(1);
    expect((await page('read-only')).body.summary).not.toHaveProperty('limitedTo');
  }, 60_000);

  it('in one of two namespaces: it is named what is missing', async () => {
    const isTold = async () => {
      const { whyOf, workloads } = await page('two');
      return whyOf('pods')?.why === 'denied' && workloads.length > 0;
    };
    await until(isTold, 40_000);
    const { whyOf, workloads } = await page('two');
    expect(workloads).toEqual(['shop/cart']);
    expect(whyOf('pods')?.text).toContain('in other');
    expect(whyOf('pods')?.text).not.toContain('in shop');
    await until(async () => (await page('two')).body.workloads[0].replicas.ready === 1, 40_000);
    const { body } = await page('two');
    expect(body.workloads[0].verdict.state).toBe('healthy');
    expect(body.summary.verdict.state).toBe('unknown');
    expect(body.summary.limitedTo).toBe(2);
  }, 60_000);

  it('in no namespace by itself, where it is not limited to some', async () => {
    await until(async () => (await page('wide')).whyOf('pods')?.why === 'denied', 40_000);
    const { whyOf, workloads } = await page('wide');
    expect(workloads).toEqual([]);
    expect(whyOf('pods')?.text).toContain('in any namespace');
    expect((await page('wide')).body.summary.pending).toEqual([]);
  }, 60_000);

  it('with a token that reads everywhere and writes nowhere, nothing is missing but what is not there', async () => {
    const isRead = async () => {
      const { body, workloads } = await page('read-only');
      return workloads.length > 0 && body.workloads[0].replicas.ready === 1;
    };
    await until(isRead, 40_000);
    const { body } = await page('read-only');
    expect(body.summary).toMatchObject({ nodes: { ready: 2, all: 2 }, verdict: { state: 'healthy' } });
    expect(body.sources[0].freshness).toBe('live');
    const unseen: Unseen[] = body.summary.unseen;
    const ofObjects = unseen.filter(({ part }) => part !== 'metrics');
    expect(new Set(ofObjects.map(({ why }) => why))).toEqual(new Set(['not-installed']));
  }, 60_000);

  it('what may not be read any more is told as it was, and nothing of it is called well', async () => {
    const { api } = sandbox.cluster('whole');
    const role = { resource: `clusterroles.${authorization}`, name: reader };
    const { rules } = withRules.parse(api.get(role));
    const lost = new Set(['nodes', 'deployments']);
    const less = rules.map(({ resources, ...others }) => ({
      ...others,
      resources: resources.filter(one => !lost.has(one)),
    }));
    api.patch(role, { rules: less });
    const states = (rows: unknown) =>
      new Set(
        z
          .array(withVerdict)
          .parse(rows)
          .map(row => row.verdict.state),
      );
    const nodes = async () => states((await portal.get('dana', '/clusters/read-only/nodes')).body.items);
    try {
      await until(async () => (await page('read-only')).whyOf('deployments')?.why === 'denied', 40_000);
      await until(async () => (await page('read-only')).whyOf('nodes')?.why === 'denied', 40_000);
      const { body } = await page('read-only');
      expect(body.summary.sentence).toMatch(/^Not permitted: cannot (list|watch) nodes\./);
      expect(body.summary.verdict.state).toBe('unknown');
      expect(body.summary).not.toHaveProperty('capacity');
      expect([await nodes(), states(body.workloads)]).toEqual([new Set(['unknown']), new Set(['unknown'])]);
    } finally {
      api.patch(role, { rules });
    }
    await until(async () => (await nodes()).has('healthy'), 40_000);
    expect(await nodes()).toEqual(new Set(['healthy']));
  }, 120_000);

  it('what is not installed, and that nothing may be measured, is said and makes nothing unknown', async () => {
    const isTold = async () => (await page('read-only')).whyOf('metrics') !== undefined;
    await until(isTold, 40_000);
    const { whyOf } = await page('read-only');
    expect(whyOf('nodepools')?.text).toBe('this cluster has no nodepools.karpenter.sh');
    expect(whyOf('cephclusters')?.text).toBe('this cluster has no cephclusters.ceph.rook.io');
    expect(whyOf('metrics')?.text).toBe('no metrics: the portal may not list pods.metrics.k8s.io');
    const nodes = (await portal.get('dana', '/clusters/read-only/nodes')).body.items;
    expect(nodes.map(({ verdict }: { verdict: { state: string } }) => verdict.state)).toEqual([
      'healthy',
      'healthy',
    ]);
    expect(nodes[0].capacity.cpuCores).not.toHaveProperty('used');
  }, 60_000);
});
