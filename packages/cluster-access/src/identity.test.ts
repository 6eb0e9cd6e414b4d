import { ScriptedApiServer } from './__testUtils__/ScriptedApiServer';
import { ScriptedStore } from './__testUtils__/ScriptedStore';
import {
  eventually,
  expectedRows,
  heldRows,
  Replay,
  startCluster,
  widgetsKind,
} from './__testUtils__/watching';

async function begin() {
  const server = await new ScriptedApiServer().listen();
  server.put('widgets', 'a', 'one', { value: 1 });
  server.put('widgets', 'a', 'two', { value: 2 });
  const cluster = startCluster(server);
  const collection = cluster.watch(widgetsKind());
  const replay = new Replay(collection);
  await eventually(() => expect(collection.state.freshness).toBe('live'));
  const end = async () => {
    await cluster.stop();
    await server.kill();
  };
  return { server, cluster, collection, replay, end };
}

describe('a server that is not what it was', () => {
  it.concurrent(
    'restored to an older state without a break: noticed although the watch is open and silent',
    async () => {
      const { server, collection, replay, end } = await begin();
      const restore = server.store.snapshot();
      for (let i = 0; i < 20; i++) {
        server.put('widgets', 'b', `later-${i}`, { value: i });
      }
      await eventually(() => expect(collection.rows().size).toBe(22));
      restore();
      expect(server.store.all('widgets')).toHaveLength(2);
      await eventually(() => expect(heldRows(collection)).toEqual(expectedRows(server)));
      server.put('widgets', 'a', 'one', { value: 9 });
      await eventually(() => expect(heldRows(collection)).toEqual(expectedRows(server)));
      expect(replay.rows).toEqual(collection.rows());
      await end();
    },
    15_000,
  );

  it.concurrent(
    'restored during a restart',
    async () => {
      const { server, collection, replay, end } = await begin();
      const restore = server.store.snapshot();
      server.put('widgets', 'b', 'later', { value: 3 });
      await eventually(() => expect(collection.rows().size).toBe(3));
      await server.kill();
      restore();
      await server.listen();
      await eventually(() => expect(heldRows(collection)).toEqual(expectedRows(server)));
      expect(replay.rows).toEqual(collection.rows());
      await end();
    },
    15_000,
  );

  it.concurrent(
    'another cluster under the same address: nothing of the first is left',
    async () => {
      const { server, cluster, collection, replay, end } = await begin();
      server.uid = 'cluster-2';
      server.store = new ScriptedStore();
      server.store.revision = 5000;
      server.put('widgets', 'z', 'other', { value: 7 });
      const sizes: number[] = [];
      collection.subscribe(() => sizes.push(collection.rows().size));
      await eventually(() => expect(heldRows(collection)).toEqual({ 'z/other': 7 }));
      expect(sizes).toContain(0);
      expect(replay.rows).toEqual(collection.rows());
      expect(cluster.source().freshness).toBe('live');
      await end();
    },
    15_000,
  );

  it.concurrent(
    'asks the server nothing it needs not when watches bring news',
    async () => {
      const { server, end } = await begin();
      for (let i = 0; i < 10; i++) {
        server.put('widgets', 'a', 'one', { value: i });
        await new Promise(resolve => setTimeout(resolve, 150));
      }
      expect(server.count('get')).toBe(0);
      expect(server.count('list')).toBe(0);
      await end();
    },
    15_000,
  );
});
