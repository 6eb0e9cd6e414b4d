import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, test } from 'node:test';
import { Metrics } from './metrics.ts';
import { createService, type Service } from './server.ts';
import { closeServer } from './shutdown.ts';

const running: ReturnType<typeof createService>[] = [];

async function start(service: Partial<Service> = {}): Promise<string> {
  const server = createService({ metrics: new Metrics(), checks: {}, isStopping: () => false, ...service });
  running.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map(server => closeServer(server, 0)));
});

const broken = () => Promise.reject(new Error('no way there'));

test('answers, and says so where there is nothing', async () => {
  const url = await start();
  assert.equal((await fetch(url)).status, 200);
  assert.equal((await fetch(`${url}/nothing`)).status, 404);
  assert.equal((await fetch(`${url}/constructor`)).status, 404);
  assert.equal((await fetch(url, { method: 'POST' })).status, 405);
});

test('lives when what it needs is away, and is not ready', async () => {
  const url = await start({ checks: { database: broken, cache: async () => {} } });
  assert.equal((await fetch(`${url}/healthz`)).status, 200);
  const answer = await fetch(`${url}/readyz`);
  assert.equal(answer.status, 503);
  assert.deepEqual(await answer.json(), { status: 'not ready', failed: ['database'] });
});

test('is ready until it stops', async () => {
  let stopping = false;
  const url = await start({ isStopping: () => stopping });
  assert.equal((await fetch(`${url}/readyz`)).status, 200);
  stopping = true;
  assert.equal((await fetch(`${url}/readyz`)).status, 503);
});

test('counts by route and status, not by path', async () => {
  const url = await start({ checks: { database: broken } });
  for (const path of ['/', '/?a=1', '/a', '/b', '/readyz']) await (await fetch(url + path)).text();
  const text = await (await fetch(`${url}/metrics`)).text();
  assert.match(text, /^http_requests_total\{method="GET",route="\/",status="200"\} 2$/m);
  assert.match(text, /^http_requests_total\{method="GET",route="none",status="404"\} 2$/m);
  assert.match(text, /^http_requests_total\{method="GET",route="\/readyz",status="503"\} 1$/m);
  assert.match(text, /^http_request_duration_seconds_count\{method="GET",route="\/"\} 2$/m);
});

test('answers what is under way before it ends', async () => {
  let go = () => {};
  const asked = new Promise<void>(resolve => {
    go = resolve;
  });
  const url = await start({ checks: { slow: () => asked } });
  const answer = fetch(`${url}/readyz`);
  const [server] = running;
  assert.ok(server);
  await once(server, 'request');
  const closed = closeServer(server, 5_000);
  go();
  assert.equal((await answer).status, 200);
  await closed;
  await assert.rejects(fetch(url));
});
