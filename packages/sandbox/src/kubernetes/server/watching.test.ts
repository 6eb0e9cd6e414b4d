import { configMap, rollout } from '../__testUtils__/objects';
import { TestServer } from '../__testUtils__/TestServer';
import { at } from '../json';

const maps = TestServer.path('configmaps');
const rollouts = TestServer.path('rollouts.argoproj.io');
const key = (name: string) => ({ resource: 'configmaps', namespace: 'default', name });

let api: TestServer;
beforeEach(async () => {
  api = await TestServer.start({ window: 10 });
});
afterEach(() => api.stop());

const told = (events: { type: string; object: { metadata: { name: string } } }[]) =>
  events.map(({ type, object }) => `${type} ${object.metadata.name}`);

const bookmarkAt = (revision: number) => ({
  type: 'BOOKMARK',
  object: { metadata: { resourceVersion: String(revision) } },
});

it('begins with what is there, then tells each write with its revision', async () => {
  api.store.create('configmaps', configMap('a'));
  const watch = await api.watch(maps);
  await watch.until(1);
  api.store.create('configmaps', configMap('b'));
  api.store.delete(key('a'));
  const events = await watch.until(3);
  expect(told(events)).toEqual(['ADDED a', 'ADDED b', 'DELETED a']);
  expect(events[2]?.object.metadata.resourceVersion).toBe(String(api.store.revision));
  await watch.close();
});

it('resumes after a revision without a gap', async () => {
  api.store.create('configmaps', configMap('a'));
  const from = api.store.revision;
  api.store.create('configmaps', configMap('b'));
  api.store.create('rollouts.argoproj.io', rollout('r'));
  const watch = await api.watch(`${maps}?resourceVersion=${from}`);
  api.store.create('configmaps', configMap('c'));
  expect(told(await watch.until(2))).toEqual(['ADDED b', 'ADDED c']);
  await watch.close();
});

it('tells the end of a match as a deletion, at the revision of the write', async () => {
  api.store.create('configmaps', configMap('a', { app: 'shop' }));
  const watch = await api.watch(`${maps}?labelSelector=app%3Dshop`);
  await watch.until(1);
  api.store.patch(key('a'), { metadata: { labels: { app: 'other' } } });
  api.store.patch(key('a'), { data: { a: '2' } });
  api.store.patch(key('a'), { metadata: { labels: { app: 'shop' } } });
  const events = await watch.until(3);
  expect(told(events)).toEqual(['ADDED a', 'DELETED a', 'ADDED a']);
  expect(events[1]?.object.metadata).toMatchObject({
    labels: { app: 'shop' },
    resourceVersion: String(api.store.revision - 2),
  });
  await watch.close();
});

it('watches one namespace only', async () => {
  const watch = await api.watch(TestServer.path('configmaps', 'kube-system'));
  api.store.create('configmaps', configMap('here'));
  api.store.create('configmaps', configMap('there', {}, 'kube-system'));
  expect(told(await watch.until(1))).toEqual(['ADDED there']);
  await watch.close();
});

it('streams a list and marks its end', async () => {
  api.store.create('rollouts.argoproj.io', rollout('r'));
  const watch = await api.watch(
    `${rollouts}?sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true`,
  );
  const [added, bookmark] = await watch.until(2);
  expect(added).toMatchObject({ type: 'ADDED', object: { metadata: { name: 'r' } } });
  expect(bookmark).toEqual({
    type: 'BOOKMARK',
    object: {
      kind: 'Rollout',
      apiVersion: 'argoproj.io/v1alpha1',
      metadata: {
        resourceVersion: String(api.store.revision),
        annotations: { 'k8s.io/initial-events-end': 'true' },
      },
    },
  });
  await watch.close();
});

it('ends cleanly when its time is over, with a bookmark two seconds before', async () => {
  const watch = await api.watch(`${maps}?timeoutSeconds=5&allowWatchBookmarks=true`);
  const quiet = await api.watch(`${rollouts}?timeoutSeconds=3&allowWatchBookmarks=true`);
  const elsewhere = configMap('elsewhere');
  api.store.create('configmaps', { ...elsewhere, metadata: { name: 'elsewhere', namespace: 'kube-system' } });
  const short = await api.watch(`${maps}?timeoutSeconds=1`);
  api.store.create('configmaps', configMap('a'));
  expect(await short.untilEnd()).toBe('end');
  const [, bookmark] = await watch.until(2);
  expect(bookmark).toMatchObject(bookmarkAt(api.store.revision));
  await watch.close();
  expect(await quiet.untilEnd()).toBe('end');
  expect(quiet.events).toMatchObject([bookmarkAt(api.store.revision)]);
});

it('says inside the stream that a revision is too old', async () => {
  const old = api.store.revision;
  for (let i = 0; i < 30; i++) api.store.create('configmaps', configMap(`c${i}`));
  const watch = await api.watch(`${maps}?resourceVersion=${old}`);
  expect(watch.status).toBe(200);
  expect(await watch.untilEnd()).toBe('end');
  expect(watch.events).toMatchObject([
    {
      type: 'ERROR',
      object: {
        kind: 'Status',
        code: 410,
        reason: 'Expired',
        message: expect.stringMatching(/^too old resource version: \d+ \(\d+\)$/),
      },
    },
  ]);
});

it('goes on from an old revision where nothing of the resource was forgotten', async () => {
  api.store.create('rollouts.argoproj.io', rollout('r'));
  const old = api.store.revision;
  for (let i = 0; i < 30; i++) api.store.create('configmaps', configMap(`c${i}`));
  const watch = await api.watch(`${rollouts}?resourceVersion=${old}`);
  api.store.create('rollouts.argoproj.io', rollout('s'));
  expect(told(await watch.until(1))).toEqual(['ADDED s']);
  api.store.compact();
  const late = await api.watch(`${rollouts}?resourceVersion=${old}`);
  expect(await late.untilEnd()).toBe('end');
  expect(late.events).toMatchObject([{ type: 'ERROR', object: { code: 410 } }]);
  await watch.close();
});

it('says nothing about a future until it is there', async () => {
  const watch = await api.watch(`${maps}?resourceVersion=${api.store.revision + 2}`);
  for (const name of ['a', 'b', 'c']) api.store.create('configmaps', configMap(name));
  expect(told(await watch.until(1))).toEqual(['ADDED c']);
  await watch.close();
});

it('prints rows, the header once', async () => {
  api.store.create('rollouts.argoproj.io', rollout('r'));
  const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';
  const watch = await api.watch(rollouts, { accept });
  api.store.create('rollouts.argoproj.io', rollout('s'));
  const [first, second] = await watch.until(2);
  expect(at(first, 'object', 'columnDefinitions')).toHaveLength(6);
  expect(second).toMatchObject({
    object: { columnDefinitions: null, rows: [{ cells: ['s', 2, null, null, null, expect.anything()] }] },
  });
  await watch.close();
});

it.each([
  ['resourceVersion=abc', 500],
  ['sendInitialEvents=true', 422],
  ['resourceVersionMatch=NotOlderThan', 422],
  ['timeoutSeconds=x', 400],
  ['labelSelector=a%3D%3D%3Db', 400],
])('refuses %s before it begins', async (query, code) => {
  expect((await api.ask(`${maps}?watch=true&${query}`)).status).toBe(code);
});

it('forgets a watch whose client is gone', async () => {
  const watch = await api.watch(maps);
  expect(api.server.openWatches()).toBe(1);
  await watch.close();
  const late = Date.now() + 2_000;
  while (api.server.openWatches() > 0 && Date.now() < late)
    await new Promise(resolve => setTimeout(resolve, 10));
  expect(api.server.openWatches()).toBe(0);
});
