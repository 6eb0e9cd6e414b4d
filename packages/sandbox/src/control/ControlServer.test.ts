import { request } from 'node:http';
import { ControlServer } from './ControlServer';
import type { Controlled } from './routes';

const portal = 'http://localhost:7007';
const done: string[] = [];
const controlled: Controlled = {
  status: () => ({
    name: 'a test',
    state: 'running',
    speed: 1,
    now: '2026-11-21T09:00:00Z',
    seed: 1,
    log: [],
  }),
  pause: () => void done.push('pause'),
  resume: () => void done.push('resume'),
  setSpeed: speed => void done.push(`speed ${speed}`),
  advance: seconds => void done.push(`advance ${seconds}`),
  reset: async () => void done.push('reset'),
  faults: () => ({
    'cluster:eks-prod': ['watch-cut', 'hang'],
    'cluster:eks-staging': ['hang'],
    'image:<reference>': ['crash'],
  }),
  inject: ({ target, fault, seconds }) => void done.push(`${fault} on ${target} for ${seconds}`),
  endpoints: () => ({ control: { url: 'here' } }),
  requests: () => ({ counts: [] }),
  pipelines: () => ({ runs: [] }),
  secrets: () => ({ vaults: [] }),
};

let server: ControlServer;
beforeAll(async () => {
  server = await ControlServer.start({ port: 0, origins: [portal], controlled });
});
afterAll(() => server.stop());
beforeEach(() => {
  done.length = 0;
});

interface Call {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

function call(path: string, { method = 'GET', headers = {}, body }: Call = {}) {
  return new Promise<{ status?: number; headers: NodeJS.Dict<string | string[]>; body: unknown }>(
    (resolve, reject) => {
      request({ host: '127.0.0.1', port: server.port, path, method, headers }, async response => {
        const text = await response.setEncoding('utf8').reduce((all: string, part: string) => all + part, '');
        resolve({ status: response.statusCode, headers: response.headers, body: text && JSON.parse(text) });
      })
        .on('error', reject)
        .end(body);
    },
  );
}

function post(path: string, body?: unknown, headers: Record<string, string> = {}) {
  const text = body === undefined ? undefined : JSON.stringify(body);
  return call(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: text,
  });
}

it.each([
  ['/scenario/pause', undefined, 'pause'],
  ['/scenario/resume', {}, 'resume'],
  ['/scenario/speed', { speed: 4 }, 'speed 4'],
  ['/scenario/advance', { seconds: 90 }, 'advance 90'],
  ['/scenario/reset', undefined, 'reset'],
  [
    '/scenario/inject',
    { target: 'cluster:eks-prod', fault: 'watch-cut', seconds: 5 },
    'watch-cut on cluster:eks-prod for 5',
  ],
  [
    '/scenario/inject',
    { target: 'image:registry.example/app:1', fault: 'crash' },
    'crash on image:registry.example/app:1 for undefined',
  ],
])('%s %j does it and answers with the scenario', async (path, body, expected) => {
  const answer = await post(path, body);
  expect(answer).toMatchObject({ status: 200, body: { name: 'a test', state: 'running' } });
  expect(done).toEqual([expected]);
});

it.each([
  ['/scenario/speed', {}, /speed: /],
  ['/scenario/speed', { speed: 0 }, /speed: /],
  ['/scenario/speed', { speed: 2, loud: true }, /loud/],
  ['/scenario/advance', { seconds: -1 }, /seconds: /],
  ['/scenario/advance', undefined, /body: /],
  ['/scenario/pause', { now: true }, /now/],
  [
    '/scenario/inject',
    { target: 'cluster:moon', fault: 'hang' },
    /known are cluster:eks-prod, cluster:eks-staging/,
  ],
  ['/scenario/inject', { target: 'cluster:eks-prod', fault: 'flood' }, /knows watch-cut, hang/],
  ['/scenario/inject', { target: 'cluster:eks-prod' }, /fault: /],
  ['/scenario/inject', { target: 'image:', fault: 'crash' }, /known are .*image:<reference>/],
  ['/scenario/inject', { target: 'image:app:1', fault: 'hang' }, /knows crash/],
])('%s %j is refused and does nothing', async (path, body, message) => {
  const answer = await post(path, body);
  expect(answer).toMatchObject({ status: 400, body: { error: { name: 'InputError' } } });
  expect(JSON.stringify(answer.body)).toMatch(message);
  expect(done).toEqual([]);
});

it('answers what it has and names what it has not', async () => {
  expect(await call('/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } });
  expect(await call('/endpoints')).toMatchObject({ status: 200, body: { control: { url: 'here' } } });
  expect(await call('/requests')).toMatchObject({ status: 200, body: { counts: [] } });
  expect(await call('/pipelines')).toMatchObject({ status: 200, body: { runs: [] } });
  expect(await call('/secrets')).toMatchObject({ status: 200, body: { vaults: [] } });
  expect(await call('/scenarios')).toMatchObject({ status: 404, body: { error: { name: 'NotFoundError' } } });
  expect(await call('/scenario/pause')).toMatchObject({ status: 405 });
});

it('reads JSON only', async () => {
  const text = { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{"speed":2}' };
  expect(await call('/scenario/speed', text)).toMatchObject({ status: 415 });
  const broken = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"speed":' };
  expect(await call('/scenario/speed', broken)).toMatchObject({ status: 400 });
  const long = { method: 'POST', headers: { 'content-type': 'application/json' }, body: 'x'.repeat(20_000) };
  expect(await call('/scenario/speed', long)).toMatchObject({ status: 400 });
});

describe('pages', () => {
  it('of the portal may read and act', async () => {
    const asked = await call('/scenario/pause', { method: 'OPTIONS', headers: { origin: portal } });
    expect(asked).toMatchObject({ status: 204, headers: { 'access-control-allow-origin': portal } });
    const acted = await post('/scenario/pause', {}, { origin: portal });
    expect(acted.headers['access-control-allow-origin']).toBe(portal);
    expect(done).toEqual(['pause']);
  });

  it.each(['http://evil.example', 'http://localhost:7008', 'null', 'https://localhost:7007'])(
    'of %s may not',
    async origin => {
      const answer = await post('/scenario/reset', undefined, { origin });
      expect(answer).toMatchObject({ status: 403, body: { error: { name: 'NotAllowedError' } } });
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
      expect(done).toEqual([]);
    },
  );

  it.each(['evil.example', 'evil.example:7010', 'localhost', 'localhost:1'])(
    'that came by the name %j may not',
    async host => {
      const answer = await post('/scenario/reset', undefined, { host });
      expect(answer.status).toBe(421);
      expect(done).toEqual([]);
    },
  );
});
