import { z } from 'zod';
import { Prometheus } from './Prometheus';
import { PrometheusServer } from './PrometheusServer';

const now = new Date('2026-11-21T09:00:00.250Z');
const labels = { __name__: 'job:success_rate:ratio', namespace: 'shop', service: 'cart' };
const engine = new Prometheus(() => [
  { labels, valueAt: moment => (moment >= now.getTime() - 20_000 ? 0.995 : undefined) },
]);

let server: PrometheusServer;
beforeAll(async () => {
  server = await PrometheusServer.start({ port: 0, now: () => now });
});
afterAll(() => server.stop());
beforeEach(() => {
  server.faults.clear();
  server.answerFrom(cluster => (cluster === undefined || cluster === 'eks-prod' ? engine : undefined));
});

async function ask(path: string, init: RequestInit = {}) {
  const response = await fetch(`${server.url}${path}`, {
    ...init,
    headers: { connection: 'close', ...init.headers },
  });
  const body = await response.text();
  const isJson = response.headers.get('content-type') === 'application/json';
  return { status: response.status, body: isJson ? z.unknown().parse(JSON.parse(body)) : body };
}

const query = (text: string, more = '') => `/api/v1/query?query=${encodeURIComponent(text)}${more}`;
const vector = (result: unknown[]) => ({ status: 'success', data: { resultType: 'vector', result } });
const refused = (error: string) => ({ status: 400, body: { status: 'error', errorType: 'bad_data', error } });

it('answers instant queries as a vector of seconds and texts', async () => {
  const found = vector([{ metric: labels, value: [1795251600.25, '0.995'] }]);
  expect(await ask(query('job:success_rate:ratio{service="cart"}'))).toEqual({ status: 200, body: found });
  const form = new URLSearchParams({ query: 'job:success_rate:ratio' });
  expect(await ask('/eks-prod/api/v1/query', { method: 'POST', body: form })).toEqual({
    status: 200,
    body: found,
  });
  expect(await ask(query('nobody_knows'))).toEqual({ status: 200, body: vector([]) });
  const earlier = query('job:success_rate:ratio', '&time=2026-11-21T08:00:00Z');
  expect(await ask(earlier)).toEqual({ status: 200, body: vector([]) });
});

it('answers a number as a scalar', async () => {
  const data = { resultType: 'scalar', result: [1795251600, '1'] };
  expect(await ask(query('1', '&time=1795251600'))).toEqual({
    status: 200,
    body: { status: 'success', data },
  });
});

it('answers ranges as a matrix', async () => {
  const range = '/api/v1/query_range?query=job:success_rate:ratio&start=1795251560&end=1795251600&step=10s';
  const values = [1795251580.25, 1795251590.25].map(moment => [Math.floor(moment) + 10, '0.995']);
  const result = [{ metric: labels, values }];
  const data = { resultType: 'matrix', result };
  expect(await ask(range)).toEqual({ status: 200, body: { status: 'success', data } });
});

it.each([
  [query('up{'), 'invalid parameter "query": 1:4: parse error: unexpected end of input inside braces'],
  ['/api/v1/query', 'invalid parameter "query": 1:1: parse error: no expression found in input'],
  [query('up', '&time=noon'), 'invalid parameter "time": cannot parse "noon" to a valid timestamp'],
  [
    '/api/v1/query_range?query=up&start=5&end=1&step=1',
    'invalid parameter "end": end timestamp must not be before start time',
  ],
  [
    '/api/v1/query_range?query=up&start=1&end=5&step=0',
    'invalid parameter "step": zero or negative query resolution step widths are not accepted. Try a positive integer',
  ],
  [
    '/api/v1/query_range?query=up&start=1&end=86400&step=1',
    'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)',
  ],
  [
    '/api/v1/query_range?query=up&start=1&end=5&step=long',
    'invalid parameter "step": cannot parse "long" to a valid duration',
  ],
])('%s is refused as a real one does', async (path, error) => {
  expect(await ask(path)).toEqual(refused(error));
});

it('tells that it is ready, and which version it is', async () => {
  expect(await ask('/-/ready')).toEqual({ status: 200, body: 'Prometheus Server is Ready.\n' });
  expect(await ask('/eks-prod/api/v1/status/buildinfo')).toMatchObject({
    status: 200,
    body: { status: 'success', data: { version: expect.stringMatching(/^\d+\.\d+\.\d+$/) } },
  });
  const early = await PrometheusServer.start({ port: 0, now: () => now });
  expect((await fetch(`${early.url}/-/ready`)).status).toBe(503);
  await early.stop();
});

it('knows no other paths, methods, clusters and names of itself', async () => {
  expect((await ask('/api/v1/nope')).status).toBe(404);
  expect((await ask('/moon/api/v1/query?query=up')).status).toBe(404);
  expect((await ask('/api/v1/status/buildinfo', { method: 'POST' })).status).toBe(405);
  expect((await ask('/elsewhere')).status).toBe(404);
});

it('refuses connections while it is down, and comes back on the same port', async () => {
  const { url } = server;
  server.faults.inject({ fault: 'down', seconds: 0.3 });
  await untilRefused();
  while (!(await ask('/-/ready').catch(() => undefined))) await new Promise(done => setTimeout(done, 20));
  expect(server.url).toBe(url);
});

it('is late while it is slow', async () => {
  server.faults.inject({ fault: 'slow', milliseconds: 150 });
  const begun = performance.now();
  expect((await ask('/-/ready')).status).toBe(200);
  expect(performance.now() - begun).toBeGreaterThan(140);
});

const refusal = z.object({ cause: z.object({ code: z.literal('ECONNREFUSED') }) });

async function untilRefused(): Promise<void> {
  for (;;) {
    const error = await ask('/-/ready').then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (refusal.safeParse(error).success) return;
  }
}
