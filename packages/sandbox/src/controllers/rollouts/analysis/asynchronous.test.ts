import { SandboxClock } from '../../../clock/SandboxClock';
import { prometheusQueries } from '../../../clusters/prometheusQueries';
import { argoRolloutsResources, ObjectStore } from '../../../kubernetes';
import { Prometheus } from '../../../prometheus/Prometheus';
import { PrometheusServer } from '../../../prometheus/PrometheusServer';
import { type Controllers, startControllers } from '../../startControllers';
import { type JsonObject } from '../../views';
import { type AnalysisRun, isCompleted, readAnalysisRun } from './analysisRunView';

const resource = 'analysisruns.argoproj.io';
const speed = 20;
const engine = new Prometheus(() => [
  { labels: { __name__: 'ratio', service: 'shop' }, valueAt: () => 0.999 },
]);

let clock: SandboxClock;
let server: PrometheusServer;
let api: ObjectStore;
let controllers: Controllers;
let errors: unknown[];
beforeEach(async () => {
  clock = new SandboxClock({ seed: 1, speed });
  server = await PrometheusServer.start({ port: 0, now: () => clock.now() });
  server.answerFrom(() => engine);
  api = new ObjectStore({ clock });
  for (const crd of argoRolloutsResources) api.create('customresourcedefinitions.apiextensions.k8s.io', crd);
  errors = [];
  controllers = startControllers({
    api,
    clock,
    images: () => undefined,
    metrics: () => undefined,
    prometheus: prometheusQueries({ api, clock, server, engine, url: server.urlOf('one') }),
    options: { onError: (_controller, _key, error) => errors.push(error) },
  });
});
afterEach(async () => {
  controllers.stop();
  clock.stop();
  await server.stop();
  if (errors.length) throw errors[0];
});

function create(metric: JsonObject = {}, provider: JsonObject = {}): void {
  const prometheus = { address: server.urlOf('one'), query: 'ratio{service="shop"}', ...provider };
  const metrics = [
    {
      name: 'success-rate',
      interval: '1s',
      count: 3,
      successCondition: 'result[0] >= 0.99',
      provider: { prometheus },
      ...metric,
    },
  ];
  api.create(resource, {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisRun',
    metadata: { name: 'run', namespace: 'default' },
    spec: { metrics },
  });
}

function status(): AnalysisRun['status'] | undefined {
  const stored = api.get({ resource, namespace: 'default', name: 'run' });
  return stored && readAnalysisRun(stored).status;
}

async function until(isSo: (now: AnalysisRun['status'] | undefined) => boolean): Promise<void> {
  while (!isSo(status())) await new Promise(done => setTimeout(done, 10));
}

const untilCompleted = () => until(now => isCompleted(now?.phase));
const measurements = () => status()?.metricResults[0]?.measurements ?? [];

it('a run measures over HTTP, as often as it should', async () => {
  create();
  await untilCompleted();
  expect(status()).toMatchObject({ phase: 'Successful', metricResults: [{ count: 3, successful: 3 }] });
  expect(measurements().map(({ value }) => value)).toEqual(['[0.999]', '[0.999]', '[0.999]']);
});

it('nothing is written of a run before its Prometheus has answered, and it is asked once', async () => {
  server.faults.inject({ fault: 'slow', milliseconds: 300 });
  create({ count: 1 });
  await new Promise(done => setTimeout(done, 150));
  expect(status()).toMatchObject({ phase: '', metricResults: [] });
  await untilCompleted();
  expect(measurements()).toMatchObject([{ phase: 'Successful', value: '[0.999]' }]);
});

it('a Prometheus that is down is five errors, ten seconds apart, and then an Error', async () => {
  server.faults.inject({ fault: 'down' });
  await new Promise(done => setTimeout(done, 50));
  const [begun, { host }] = [clock.elapsed(), new URL(server.url)];
  create();
  await untilCompleted();
  const address = server.urlOf('one');
  const why = `Post "${address}/api/v1/query": dial tcp 127.0.0.1${host.slice(host.indexOf(':'))}: connect: connection refused`;
  expect(clock.elapsed() - begun).toBeGreaterThanOrEqual(40_000);
  expect(status()).toMatchObject({
    phase: 'Error',
    message: `Metric "success-rate" assessed Error due to consecutiveErrors (5) > consecutiveErrorLimit (4): "Error Message: ${why}"`,
    metricResults: [{ phase: 'Error', error: 5, consecutiveError: 5, count: 0 }],
  });
  expect(measurements().map(({ phase, message }) => `${phase}: ${message}`)).toEqual(
    Array.from({ length: 5 }, () => `Error: ${why}`),
  );
});

it('a Prometheus that comes back in time is as good as ever', async () => {
  server.faults.inject({ fault: 'down' });
  await new Promise(done => setTimeout(done, 50));
  create({ count: 1 });
  await until(now => now?.metricResults[0]?.consecutiveError === 2);
  expect(status()).toMatchObject({ phase: 'Running' });
  server.faults.clear();
  await untilCompleted();
  expect(status()).toMatchObject({ phase: 'Successful', metricResults: [{ count: 1, consecutiveError: 0 }] });
});

it('an answer that comes too late is an error', async () => {
  server.faults.inject({ fault: 'slow', milliseconds: 5_000 });
  create({ consecutiveErrorLimit: 0 }, { timeout: 1 });
  await untilCompleted();
  expect(measurements()).toMatchObject([
    { phase: 'Error', message: `Post "${server.urlOf('one')}/api/v1/query": context deadline exceeded` },
  ]);
});

it('a run that is gone when the answer comes stays gone', async () => {
  server.faults.inject({ fault: 'slow', milliseconds: 100 });
  create();
  await new Promise(done => setTimeout(done, 50));
  api.delete({ resource, namespace: 'default', name: 'run' });
  await new Promise(done => setTimeout(done, 200));
  expect(status()).toBeUndefined();
});

it('an address that nobody gave is an error', async () => {
  create({ consecutiveErrorLimit: 0 }, { address: '' });
  await untilCompleted();
  expect(measurements()).toMatchObject([{ phase: 'Error', message: 'prometheus address is not configured' }]);
});
