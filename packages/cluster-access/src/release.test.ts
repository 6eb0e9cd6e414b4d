import { ScriptedApiServer } from './__testUtils__/ScriptedApiServer';
import {
  eventually,
  expectedRows,
  heldRows,
  startCluster,
  untilLive,
  widgetsKind,
} from './__testUtils__/watching';
import type { LiveCluster } from './LiveCluster';

let server: ScriptedApiServer;
let cluster: LiveCluster;
const kind = widgetsKind();

beforeEach(async () => {
  server = await new ScriptedApiServer('http').listen();
  server.put('widgets', 'a', 'one', { value: 1 });
  cluster = startCluster(server);
});
afterEach(async () => {
  await cluster.stop();
  await server.kill();
});

const aboutWidgets = () => server.seen.filter(({ url }) => url.pathname.includes('widgets')).length;
const pass = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));

async function held(...holds: AbortController[]) {
  const collections = holds.map(hold => cluster.watch(kind, hold.signal));
  await Promise.all(collections.map(collection => untilLive(() => collection.state)));
  return collections[0] ?? cluster.watch(kind);
}

describe('a resource that nobody holds any more', () => {
  it('is asked for no longer, and nothing of it is kept', async () => {
    const hold = new AbortController();
    const collection = await held(hold);
    const told: unknown[] = [];
    cluster.onSource(() => told.push(cluster.report().parts.length));
    await eventually(() => expect(aboutWidgets()).toBeGreaterThan(2));
    hold.abort();
    expect(collection.rows().size).toBe(0);
    expect(collection.state).toMatchObject({ freshness: 'connecting' });
    expect(collection.state.observedAt).toBeUndefined();
    expect(told).toEqual([0]);
    await eventually(() => expect(server.openWatches('widgets')).toBe(0));
    const before = aboutWidgets();
    // Twice as long as a watch lasts, while the cluster is probed as before.
    const probes = server.count('probe');
    await pass(2_200);
    expect(aboutWidgets()).toBe(before);
    expect(server.count('probe')).toBeGreaterThan(probes);
  });

  it('is read anew when somebody asks again, and is connecting until it is', async () => {
    const first = new AbortController();
    const dropped = await held(first);
    first.abort();
    server.put('widgets', 'a', 'two', { value: 2 });
    const again = cluster.watch(kind, new AbortController().signal);
    expect(again).not.toBe(dropped);
    expect(again.state.freshness).toBe('connecting');
    expect(again.rows().size).toBe(0);
    await eventually(() => expect(heldRows(again)).toEqual(expectedRows(server)));
    await untilLive(() => again.state);
    expect(dropped.rows().size).toBe(0);
  });
});

describe('a resource that somebody else holds', () => {
  it('goes on as it was', async () => {
    const [one, two] = [new AbortController(), new AbortController()];
    const collection = await held(one, two);
    one.abort();
    expect(collection.state.freshness).toBe('live');
    server.put('widgets', 'a', 'one', { value: 9 });
    await eventually(() => expect(heldRows(collection)).toEqual({ 'a/one': 9 }));
    expect(cluster.watch(kind, two.signal)).toBe(collection);
    two.abort();
    expect(collection.rows().size).toBe(0);
  });

  it('goes on for who holds it for ever', async () => {
    const kept = cluster.watch(kind);
    const hold = new AbortController();
    await held(hold);
    hold.abort();
    expect(cluster.watch(kind)).toBe(kept);
    expect(kept.state.freshness).toBe('live');
    expect(heldRows(kept)).toEqual({ 'a/one': 1 });
  });
});
