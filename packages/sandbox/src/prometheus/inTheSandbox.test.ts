import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAnalysisRun } from '../controllers/rollouts/analysis/analysisRunView';
import { at } from '../kubernetes/json';
import type { NewObject } from '../kubernetes/types';
import { Sandbox } from '../Sandbox';

const namespace = 'monitoring';
const analysisRuns = 'analysisruns.argoproj.io';

let state: string;
let sandbox: Sandbox;
beforeAll(async () => {
  state = mkdtempSync(join(tmpdir(), 'sandbox-prometheus-'));
  sandbox = await Sandbox.start({ state, world: { bare: ['one', 'two'] }, speed: 20 });
  for (const name of ['one', 'two']) install(name);
});
afterAll(async () => {
  await sandbox.stop();
  rmSync(state, { recursive: true });
});
beforeEach(() => sandbox.inject({ target: 'prometheus', fault: 'none' }));

/** Prometheus as an operator would install it: its own Service is what it measures, too. */
function install(cluster: string): void {
  const { api } = sandbox.cluster(cluster);
  const labels = { app: 'prometheus' };
  const metadata = { name: 'prometheus', namespace };
  const image = 'quay.io/prometheus/prometheus:v3.7.1';
  const template = { metadata: { labels }, spec: { containers: [{ name: 'prometheus', image }] } };
  const objects: [string, NewObject][] = [
    ['namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }],
    [
      'services',
      { apiVersion: 'v1', kind: 'Service', metadata, spec: { selector: labels, ports: [{ port: 9090 }] } },
    ],
    [
      'deployments.apps',
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata,
        spec: { selector: { matchLabels: labels }, template },
      },
    ],
  ];
  for (const [resource, object] of objects) api.create(resource, object);
}

async function eventually<T>(find: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await find();
    if (found !== undefined) return found;
    await new Promise(done => setTimeout(done, 20));
  }
}

/** The series of a query, by its labels. */
async function ask(path: string, query: string): Promise<unknown[]> {
  const url = `${sandbox.prometheus.url}${path}/api/v1/query?query=${encodeURIComponent(query)}`;
  const response = await fetch(url, { headers: { connection: 'close' } });
  const result = at(await response.json(), 'data', 'result');
  return Array.isArray(result) ? result.map(each => at(each, 'metric')) : [];
}

function analyse(name: string): Promise<{ phase: string; message?: string; value?: string }> {
  const { api } = sandbox.cluster('one');
  const prometheus = {
    address: 'http://prometheus.monitoring:9090',
    query: 'job:success_rate:ratio{namespace="monitoring",service="prometheus"}',
  };
  const metric = { name: 'rate', consecutiveErrorLimit: 0, successCondition: 'result[0] >= 0.99' };
  api.create(analysisRuns, {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisRun',
    metadata: { name, namespace },
    spec: { metrics: [{ ...metric, provider: { prometheus } }] },
  });
  return eventually(() => {
    const stored = api.get({ resource: analysisRuns, namespace, name });
    const [result] = (stored && readAnalysisRun(stored).status.metricResults) ?? [];
    return result?.measurements[0];
  });
}

const rate = 'job:success_rate:ratio{service="prometheus"}';
const labels = { __name__: 'job:success_rate:ratio', namespace, service: 'prometheus' };

it('is one for each cluster, and one that knows of all', async () => {
  expect(sandbox.endpoints()).toMatchObject({ prometheus: { url: sandbox.prometheus.url } });
  expect(sandbox.ready().prometheus).toBe(sandbox.prometheus.url);
  await eventually(async () => ((await ask('', rate)).length === 2 ? true : undefined));
  expect(await ask('/one', rate)).toEqual([labels]);
  expect(await ask('', rate)).toEqual([
    { ...labels, cluster: 'one' },
    { ...labels, cluster: 'two' },
  ]);
  expect(await ask('', 'job:success_rate:ratio{service="prometheus",cluster=~"t.o"}')).toEqual([
    { ...labels, cluster: 'two' },
  ]);
});

it('is asked by analyses by its name in the cluster, and is not there when it is down', async () => {
  await eventually(() => {
    const { api } = sandbox.cluster('one');
    const [pod] = api.list('pods', { namespace });
    return at(pod, 'status', 'phase') === 'Running' ? true : undefined;
  });
  await eventually(async () =>
    (await analyse(`try-${performance.now()}`)).phase === 'Successful' ? true : undefined,
  );
  expect((await analyse('well')).value).toMatch(/^\[0\.99\d*\]$|^\[1\]$/);
  sandbox.inject({ target: 'prometheus', fault: 'down' });
  await expect(eventually(() => ask('', rate))).rejects.toThrow('fetch failed');
  const { api } = sandbox.cluster('one');
  const address = at(api.get({ resource: 'services', namespace, name: 'prometheus' }), 'spec', 'clusterIP');
  expect(await analyse('alone')).toMatchObject({
    phase: 'Error',
    message: `Post "http://prometheus.monitoring:9090/api/v1/query": dial tcp ${String(address)}:9090: connect: connection refused`,
  });
});

it('knows its faults, and is well after a reset, where it was', async () => {
  expect(sandbox.faults()).toMatchObject({ prometheus: ['down', 'slow', 'none'] });
  expect(() => sandbox.inject({ target: 'prometheus', fault: 'hang' })).toThrow(
    'There is no fault hang of Prometheus; there are down, slow.',
  );
  const { url } = sandbox.prometheus;
  sandbox.inject({ target: 'prometheus', fault: 'slow', milliseconds: 60_000 });
  await sandbox.reset();
  expect(sandbox.prometheus.url).toBe(url);
  expect(await ask('', rate)).toEqual([]);
});
