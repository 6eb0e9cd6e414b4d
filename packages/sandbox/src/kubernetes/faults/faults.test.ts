import { configMap, rollout } from '../__testUtils__/objects';
import { TestServer } from '../__testUtils__/TestServer';
import type { TestWatch } from '../__testUtils__/TestWatch';
import { at, textAt } from '../json';

const maps = TestServer.path('configmaps');
const rollouts = TestServer.path('rollouts.argoproj.io');

let api: TestServer;
let watches: TestWatch[];
beforeEach(async () => {
  api = await TestServer.start();
  watches = [];
});
afterEach(async () => {
  for (const watch of watches) await watch.close();
  await api.stop();
});

async function watching(path: string, token?: string): Promise<TestWatch> {
  const watch = await api.watch(path, token ? { token } : {});
  watches.push(watch);
  return watch;
}

/** How a request fails that gets no answer. */
async function failure(path = '/readyz'): Promise<string> {
  try {
    return String((await api.ask(path)).status);
  } catch (error) {
    return String(error);
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}

async function untilBack(): Promise<void> {
  const late = Date.now() + 3_000;
  while ((await failure()) !== '200' && Date.now() < late) await pause(20);
}

it('watch-cut breaks off in the middle of a line', async () => {
  const watch = await watching(maps);
  api.server.faults.inject({ fault: 'watch-cut' });
  expect(await watch.untilEnd()).toMatch(/ECONNRESET|UND_ERR_SOCKET|aborted|terminated/);
  expect(watch.events).toEqual([]);
  expect(watch.unfinished).toMatch(/^\{"type":"MODIFIED"/);
  expect(() => JSON.parse(watch.unfinished)).toThrow(SyntaxError);
});

it('watch-cut for a time breaks later watches at their next event', async () => {
  api.server.faults.inject({ fault: 'watch-cut', seconds: 5 });
  const watch = await watching(maps);
  api.store.create('configmaps', configMap('a'));
  await watch.untilEnd();
  api.server.faults.clear();
  const healthy = await watching(maps);
  expect(await healthy.until(1)).toMatchObject([{ type: 'ADDED' }]);
});

it('watch-half-open leaves connections that say nothing, and takes new ones that never answer', async () => {
  const watch = await watching(maps);
  await api.ask('/readyz');
  api.server.faults.inject({ fault: 'watch-half-open', seconds: 1 });
  api.store.create('configmaps', configMap('a'));
  const answers: string[] = [];
  const asking = failure().then(answer => answers.push(answer));
  await pause(300);
  expect({ answers, events: watch.events, ended: watch.ended }).toEqual({
    answers: [],
    events: [],
    ended: undefined,
  });
  await pause(800);
  const fresh = await watching(maps);
  expect(await fresh.until(1)).toHaveLength(1);
  api.store.create('configmaps', configMap('b'));
  await fresh.until(2);
  expect(watch.events).toEqual([]);
  api.server.kill();
  await asking;
});

it('watch-gone ends watches with a 410 in the stream', async () => {
  const watch = await watching(maps);
  api.server.faults.inject({ fault: 'watch-gone' });
  expect(await watch.untilEnd()).toBe('end');
  expect(watch.events).toMatchObject([{ type: 'ERROR', object: { code: 410, reason: 'Expired' } }]);
});

it('kill resets everything; afterwards older revisions are too old', async () => {
  const watch = await watching(maps);
  api.store.create('configmaps', configMap('a'));
  const seen = (await watch.until(1))[0]?.object.metadata.resourceVersion;
  api.server.faults.inject({ fault: 'kill', seconds: 0.5 });
  expect(await watch.untilEnd()).toMatch(/ECONNRESET|UND_ERR_SOCKET/);
  expect(await failure()).toContain('ECONNREFUSED');
  api.store.create('configmaps', configMap('b'));
  await untilBack();
  const resumed = await watching(`${maps}?resourceVersion=${seen}`);
  await resumed.untilEnd();
  expect(resumed.events).toMatchObject([{ type: 'ERROR', object: { code: 410 } }]);
  const newest = await watching(`${maps}?resourceVersion=${api.store.revision}`);
  api.store.create('configmaps', configMap('c'));
  expect(await newest.until(1)).toMatchObject([{ object: { metadata: { name: 'c' } } }]);
});

it('stop refuses new connections while watches go on', async () => {
  const watch = await watching(maps);
  const end = api.server.faults.inject({ fault: 'stop' });
  await pause(50);
  expect(await failure()).toContain('ECONNREFUSED');
  api.store.create('configmaps', configMap('a'));
  expect(await watch.until(1)).toMatchObject([{ type: 'ADDED' }]);
  end();
  expect(await watch.untilEnd()).toBe('end');
  await untilBack();
  expect(await failure()).toBe('200');
});

describe('restore', () => {
  const systemUid = async () =>
    textAt((await api.ask('/api/v1/namespaces/kube-system')).body, 'metadata', 'uid');

  it('goes back some writes in the same cluster; the future is silent', async () => {
    api.store.create('configmaps', configMap('kept'));
    const kept = api.store.revision;
    const uid = await systemUid();
    for (const name of ['lost', 'also-lost']) api.store.create('configmaps', configMap(name));
    const future = api.store.revision;
    api.server.faults.inject({ fault: 'restore', writes: 2 });
    await untilBack();
    expect(api.store.revision).toBe(kept);
    expect(at((await api.ask(maps)).body, 'items')).toMatchObject([{ metadata: { name: 'kept' } }]);
    expect(await systemUid()).toBe(uid);
    const watch = await watching(`${maps}?resourceVersion=${future}`);
    api.store.create('configmaps', configMap('other'));
    await pause(100);
    expect({ events: watch.events, ended: watch.ended }).toEqual({ events: [], ended: undefined });
  });

  it('can be into another cluster', async () => {
    const uid = await systemUid();
    api.server.faults.inject({ fault: 'restore', writes: 1, newCluster: true });
    await untilBack();
    expect(await systemUid()).not.toBe(uid);
  });
});

it('too-many-requests answers in plain text', async () => {
  const end = api.server.faults.inject({ fault: 'too-many-requests' });
  expect(await api.ask(maps)).toMatchObject({
    status: 429,
    text: 'Too many requests, please try again later.\n',
    headers: { 'retry-after': '1', 'content-type': 'text/plain; charset=utf-8' },
  });
  end();
  expect((await api.ask(maps)).status).toBe(200);
});

it('unauthorized refuses one person while the watch goes on', async () => {
  const watch = await watching(rollouts, 'reader');
  api.server.faults.inject({ fault: 'unauthorized', user: 'reader' });
  expect((await api.ask(rollouts, { token: 'reader' })).status).toBe(401);
  expect((await api.ask(rollouts)).status).toBe(200);
  api.store.create('rollouts.argoproj.io', rollout('r'));
  expect(await watch.until(1)).toMatchObject([{ type: 'ADDED' }]);
});

it('forbidden takes rights away by the roles themselves, and gives them back', async () => {
  const end = api.server.faults.inject({ fault: 'forbidden', user: 'reader' });
  expect(await api.ask(rollouts, { token: 'reader' })).toMatchObject({
    status: 403,
    body: { reason: 'Forbidden' },
  });
  end();
  expect((await api.ask(rollouts, { token: 'reader' })).status).toBe(200);
});

it('truncate spoils lists only', async () => {
  api.server.faults.inject({ fault: 'truncate' });
  const list = await api.ask(maps);
  expect([list.status, list.body]).toEqual([200, undefined]);
  expect((await api.ask('/api/v1/namespaces/default')).body).toMatchObject({ kind: 'Namespace' });
});

it('hang holds answers and events back until it is over', async () => {
  const watch = await watching(maps);
  api.server.faults.inject({ fault: 'hang', seconds: 0.3 });
  api.store.create('configmaps', configMap('a'));
  const asked = Date.now();
  const answer = api.ask('/readyz');
  await pause(100);
  expect(watch.events).toEqual([]);
  expect((await answer).status).toBe(200);
  expect(Date.now() - asked).toBeGreaterThanOrEqual(250);
  expect(await watch.until(1)).toHaveLength(1);
});

it('slow is late', async () => {
  const end = api.server.faults.inject({ fault: 'slow', milliseconds: 200 });
  const asked = Date.now();
  await api.ask('/readyz');
  expect(Date.now() - asked).toBeGreaterThanOrEqual(190);
  end();
  expect(api.server.faults.active()).toEqual([]);
});
