import { createServer, type RequestListener } from 'node:http';
import { ManualClock } from '../clock/ManualClock';
import { SandboxClock } from '../clock/SandboxClock';
import type { PrometheusQueries, PrometheusQuery } from '../controllers/PrometheusQueries';
import { ObjectStore } from '../kubernetes';
import { closeServer, listenOnLoopback } from '../loopback/listen';
import { Prometheus } from '../prometheus/Prometheus';
import { PrometheusServer } from '../prometheus/PrometheusServer';
import { prometheusQueries } from './prometheusQueries';

const engine = new Prometheus(() => [
  { labels: { __name__: 'up', job: 'a' }, valueAt: () => 1 },
  { labels: { __name__: 'up', job: 'b' }, valueAt: () => 0.25 },
]);
const address = 'http://prometheus.monitoring:9090';
const port = 9_090;
const clock = new SandboxClock({ seed: 1 });

let server: PrometheusServer;
let api: ObjectStore;
let queries: PrometheusQueries;
beforeAll(async () => {
  server = await PrometheusServer.start({ port: 0, now: () => clock.now() });
  server.answerFrom(cluster => (cluster === 'eks-prod' ? engine : undefined));
  api = new ObjectStore({ clock });
  for (const [name, image] of [
    ['prometheus', 'quay.io/prometheus/prometheus:v3.7.1'],
    ['grafana', 'grafana/grafana:12.0.0'],
  ] as const) {
    install(name, image);
  }
  queries = around(clock);
});
afterAll(() => server.stop());
beforeEach(() => server.faults.clear());

function around(itsClock: SandboxClock | ManualClock): PrometheusQueries {
  return prometheusQueries({ api, clock: itsClock, server, url: server.urlOf('eks-prod'), engine });
}

/** A Service in `monitoring` with one pod of that image, which is ready. */
function install(name: string, image: string): void {
  const key = { resource: 'pods', namespace: 'monitoring', name };
  if (!api.get({ resource: 'namespaces', name: 'monitoring' })) {
    api.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'monitoring' } });
  }
  const metadata = { name, namespace: 'monitoring', labels: { app: name } };
  const clusterIP = `10.100.1.${name.length}`;
  const spec = { clusterIP, selector: { app: name }, ports: [{ port }] };
  api.create('services', { apiVersion: 'v1', kind: 'Service', metadata, spec });
  api.create('pods', { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [{ name, image }] } });
  const conditions = [{ type: 'Ready', status: 'True' }];
  api.patch(key, { status: { phase: 'Running', podIP: '10.0.0.9', conditions } }, 'status');
}

function ask(more: Partial<PrometheusQuery> = {}, by = queries) {
  const { signal } = new AbortController();
  return by({ address, query: 'up', timeoutSeconds: 5, signal, ...more });
}

async function failure(more: Partial<PrometheusQuery> = {}, by = queries): Promise<string> {
  const answered = async () => ask(more, by);
  return answered().then(
    result => `answered ${JSON.stringify(result)}`,
    (error: Error) => error.message,
  );
}

it.each([
  address,
  `${address}/`,
  'http://prometheus.monitoring.svc:9090',
  'http://prometheus.monitoring.svc.cluster.local:9090',
])('%s is the Prometheus of the cluster, over HTTP', async called => {
  const answered = ask({ address: called });
  expect(answered).toBeInstanceOf(Promise);
  expect(await answered).toEqual({ type: 'vector', values: [1, 0.25] });
});

it('reads scalars, and what cannot be a number of its own', async () => {
  expect(await ask({ query: '-Inf' })).toEqual({ type: 'scalar', value: -Infinity });
  expect(await ask({ query: 'down' })).toEqual({ type: 'vector', values: [] });
});

it('is told in which place a query is none', async () => {
  expect(await failure({ query: 'up{' })).toBe(
    'bad_data: invalid parameter "query": 1:4: parse error: unexpected end of input inside braces',
  );
});

it.each([
  ['http://prometheus.nowhere:9090', 'dial tcp: lookup prometheus.nowhere on 10.100.0.10:53: no such host'],
  ['http://prometheus:9090', 'dial tcp: lookup prometheus on 10.100.0.10:53: no such host'],
  [
    'https://prometheus.example.org',
    'dial tcp: lookup prometheus.example.org on 10.100.0.10:53: no such host',
  ],
  ['http://prometheus.monitoring', 'dial tcp 10.100.1.10:80: connect: connection refused'],
  ['http://grafana.monitoring:9090', 'dial tcp 10.100.1.7:9090: connect: connection refused'],
])('%s is nobody', async (called, why) => {
  expect(await failure({ address: called })).toBe(`Post "${called}/api/v1/query": ${why}`);
});

it('is not fooled by what is no address', async () => {
  expect(await failure({ address: 'prometheus' })).toBe('prometheus address is not is url format');
});

it('says that nobody listens, or that nobody answers in time', async () => {
  server.faults.inject({ fault: 'slow', milliseconds: 400 });
  expect(await failure({ timeoutSeconds: 0.05 })).toBe(
    `Post "${address}/api/v1/query": context deadline exceeded`,
  );
  server.faults.clear();
  server.faults.inject({ fault: 'down' });
  const refused = `Post "${address}/api/v1/query": dial tcp 10.100.1.10:9090: connect: connection refused`;
  while ((await failure()) !== refused) await new Promise(done => setTimeout(done, 10));
});

it('asks nobody any more when its controller stops', async () => {
  server.faults.inject({ fault: 'slow', milliseconds: 400 });
  expect(await failure({ signal: AbortSignal.abort() })).toBe(
    `Post "${address}/api/v1/query": context canceled`,
  );
});

it('answers at once, faults and all, where time is played', async () => {
  const played = around(new ManualClock());
  expect(ask({}, played)).toEqual({ type: 'vector', values: [1, 0.25] });
  expect(await failure({ query: 'up{' }, played)).toContain(
    'bad_data: invalid parameter "query": 1:4: parse error',
  );
  server.faults.inject({ fault: 'slow', milliseconds: 6_000 });
  expect(await failure({}, played)).toBe(`Post "${address}/api/v1/query": context deadline exceeded`);
  server.faults.inject({ fault: 'down' });
  expect(await failure({}, played)).toContain('dial tcp 10.100.1.10:9090: connect: connection refused');
});

it.each([
  [503, 'text/plain', 'Service Unavailable', 'server_error: server error: 503'],
  [404, 'text/plain', '404 page not found', 'client_error: client error: 404'],
  [302, 'text/html', '', 'bad_response: bad response code 302'],
  [200, 'text/html', '<html>', 'bad_response: the answer is not what Prometheus answers'],
  [
    400,
    'application/json',
    '{"status":"success","data":{}}',
    'bad_response: inconsistent body for response code',
  ],
  [
    422,
    'application/json',
    '{"status":"error","errorType":"execution","error":"expanding series: context deadline exceeded"}',
    'execution: expanding series: context deadline exceeded',
  ],
  [
    200,
    'application/json',
    '{"status":"success","data":{"resultType":"matrix","result":[]}}',
    'Prometheus metric type not supported',
  ],
])('%i of %s from another server: %s', async (status, type, body, message) => {
  const asked: string[] = [];
  const answer: RequestListener = async (request, response) => {
    const text = await request.setEncoding('utf8').reduce((all: string, part: string) => all + part, '');
    asked.push(`${request.method} ${request.url} ${request.headers['x-scope-orgid']} ${text.split('&')[0]}`);
    response.writeHead(status, { 'content-type': type }).end(body);
  };
  const other = createServer((request, response) => void answer(request, response));
  const at = await listenOnLoopback(other, 0, 'a test');
  const headers = { 'x-scope-orgid': 'shop' };
  expect(await failure({ address: `http://127.0.0.1:${at}/prefix`, headers })).toBe(message);
  expect(asked).toEqual(['POST /prefix/api/v1/query shop query=up']);
  await closeServer(other);
  expect(await failure({ address: `http://127.0.0.1:${at}` })).toBe(
    `Post "http://127.0.0.1:${at}/api/v1/query": dial tcp 127.0.0.1:${at}: connect: connection refused`,
  );
});
