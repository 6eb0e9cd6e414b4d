import { type Script, ScriptedApiServer, sendStatus } from './__testUtils__/ScriptedApiServer';
import {
  eventually,
  expectedRows,
  heldRows,
  Replay,
  startCluster,
  widgetsKind,
} from './__testUtils__/watching';
import { eventsKind, nodesKind, podsKind } from './kinds';
import type { LiveCluster } from './LiveCluster';
import type { RowIdentity } from './types';

let server: ScriptedApiServer;
let cluster: LiveCluster;

beforeEach(async () => {
  server = await new ScriptedApiServer().listen();
  server.put('widgets', 'a', 'one', { value: 1 });
  server.put('widgets', 'b', 'two', { value: 2 });
});
afterEach(async () => {
  await cluster.stop();
  await server.kill();
});

function watch(kind = widgetsKind()) {
  cluster = startCluster(server);
  const collection = cluster.watch(kind);
  return { collection, replay: new Replay(collection) };
}

async function live() {
  const watched = watch();
  await eventually(() => expect(watched.collection.state.freshness).toBe('live'));
  return watched;
}

describe('a live collection', () => {
  it.each([true, false])('holds what the server has and follows it (streaming lists: %s)', async streams => {
    server.streamsLists = streams;
    const { collection, replay } = await live();
    expect(heldRows(collection)).toEqual({ 'a/one': 1, 'b/two': 2 });
    server.put('widgets', 'a', 'one', { value: 3 });
    server.put('widgets', 'a', 'three', { value: 4 });
    server.remove('widgets', 'b', 'two');
    await eventually(() => expect(heldRows(collection)).toEqual({ 'a/one': 3, 'a/three': 4 }), 500);
    expect(collection.get('a/three')).toMatchObject({ name: 'three', value: 4 });
    expect(replay.rows).toEqual(collection.rows());
    expect(replay.wrong).toEqual([]);
    expect(server.count('list')).toBe(streams ? 0 : 1);
    expect(cluster.source()).toMatchObject({ id: 'cluster:eks-prod', kind: 'cluster', freshness: 'live' });
  });

  it('tells nothing of changes that its rows do not show', async () => {
    const { collection } = await live();
    const told: unknown[] = [];
    collection.subscribe(changes => told.push(...changes));
    const before = collection.get('a/one');
    server.put('widgets', 'a', 'one', { value: 1, status: 'other' });
    server.put('widgets', 'b', 'two', { value: 5 });
    await eventually(() => expect(told).toHaveLength(1));
    expect(collection.get('a/one')).toBe(before);
  });

  it('follows with one watch, one after the other, and lists nothing again', async () => {
    server.streamsLists = false;
    const { collection } = await live();
    await eventually(() => expect(server.count('watch')).toBeGreaterThan(3));
    server.put('widgets', 'a', 'one', { value: 9 });
    await eventually(() => expect(heldRows(collection)).toEqual(expectedRows(server)));
    expect(server.mostWatches).toBe(1);
    expect(server.count('list')).toBe(1);
  });

  it('reads long lists in pages, and anew in one piece when the server forgets the first page', async () => {
    server.streamsLists = false;
    for (let i = 0; i < 1200; i++) {
      server.store.put('widgets', 'c', `w${i}`, { value: i });
    }
    let pages = 0;
    server.script = ({ kind, url }) => {
      pages += kind === 'list' ? 1 : 0;
      if (kind === 'list' && url.searchParams.has('continue') && pages === 3) {
        server.store.put('widgets', 'a', 'one', { value: 5 });
        server.store.compact();
      }
      return false;
    };
    const { collection } = await live();
    expect(heldRows(collection)).toEqual(expectedRows(server));
    expect(pages).toBe(4);
    expect(server.seen.findLast(({ kind }) => kind === 'list')?.url.searchParams.get('limit')).toBeNull();
  });

  it('is one for each resource, whoever asks', async () => {
    const kind = widgetsKind();
    const { collection } = watch(kind);
    expect(cluster.watch(kind)).toBe(collection);
    expect(() => cluster.watch(widgetsKind())).toThrow(/two definitions of widgets.example.com/);
  });

  it('asks the server once for each resource, for one viewer and for a thousand', async () => {
    const kinds = [podsKind, nodesKind, eventsKind];
    cluster = startCluster(server);
    const view = () => kinds.map(kind => cluster.watch<RowIdentity>(kind).subscribe(() => {}));
    view();
    const states = () => kinds.map(kind => cluster.watch<RowIdentity>(kind).state.freshness);
    await eventually(() => expect(states()).toEqual(['live', 'live', 'live']));
    const before = server.seen.length;
    Array.from({ length: 999 }, view);
    await eventually(() =>
      expect(server.seen.filter(({ kind }) => kind === 'watch').length).toBeGreaterThan(5),
    );
    const later = server.seen.slice(before);
    expect(later.filter(({ url }) => url.searchParams.has('sendInitialEvents'))).toEqual([]);
    expect(server.count('list')).toBe(0);
    expect(server.mostWatches).toBe(1);
  });

  it('counts what its kind cannot read, and holds no old row of it', async () => {
    const { collection } = await live();
    server.put('widgets', 'a', 'one', { value: 'not a number' });
    await eventually(() => expect(heldRows(collection)).toEqual({ 'b/two': 2 }));
    expect(cluster.report().parts).toEqual([
      expect.objectContaining({
        name: 'widgets.example.com',
        count: 1,
        reason: '1 of them could not be read',
      }),
    ]);
    server.put('widgets', 'a', 'one', { value: 7 });
    await eventually(() => expect(heldRows(collection)).toEqual(expectedRows(server)));
    expect(cluster.report().parts[0]?.reason).toBeUndefined();
  });

  it('is lost with its cluster, all of it before anybody is told', async () => {
    const { collection } = await live();
    const { type } = widgetsKind();
    const gadgets = cluster.watch({ ...widgetsKind(), type: { ...type, resource: 'gadgets' } });
    await eventually(() => expect(gadgets.state.freshness).toBe('live'));
    const told: unknown[] = [];
    cluster.onSource(() => {
      const { freshness, parts } = cluster.report();
      told.push([freshness, ...parts.map(part => part.freshness)]);
    });
    await server.kill();
    await eventually(() => expect(collection.state.freshness).toBe('unreachable'));
    expect(told).toContainEqual(['unreachable', 'unreachable', 'unreachable']);
    expect(told).not.toContainEqual(expect.arrayContaining(['unreachable', 'live']));
  });

  it('goes on when a listener throws', async () => {
    const { collection } = await live();
    collection.subscribe(() => {
      throw new RangeError('mine');
    });
    server.put('widgets', 'a', 'one', { value: 3 });
    await eventually(() => expect(heldRows(collection)).toEqual(expectedRows(server)));
    expect(collection.state.freshness).toBe('live');
  });
});

describe('what is not installed or not permitted', () => {
  const refuse =
    (code: number, reason: string): Script =>
    ({ kind, url }, response) => {
      const isWidgets = url.pathname.includes('example.com') && kind !== 'probe';
      if (isWidgets) {
        sendStatus(response, code, reason);
      }
      return isWidgets;
    };

  it('is not installed, which is no error, until the resource appears', async () => {
    server.script = refuse(404, 'NotFound');
    const { collection } = watch();
    await eventually(() => expect(collection.state.freshness).toBe('not-installed'));
    expect(collection.state.reason).toBe('this cluster has no widgets.example.com');
    expect(cluster.source().freshness).toBe('live');
    server.script = undefined;
    await eventually(() => expect(heldRows(collection)).toEqual(expectedRows(server)));
  });

  it('names the missing rule, and is live again when it is granted', async () => {
    server.script = refuse(403, 'Forbidden');
    const { collection } = watch();
    await eventually(() => expect(collection.state.freshness).toBe('denied'));
    expect(collection.state.reason).toBe('not permitted: cannot watch widgets.example.com in any namespace');
    expect(cluster.report().missingPermissions).toEqual([
      {
        text: 'list and watch widgets.example.com in any namespace',
        rule: '- apiGroups: ["example.com"]\n  resources: ["widgets"]\n  verbs: ["get", "list", "watch"]',
      },
    ]);
    expect(cluster.source().freshness).toBe('live');
    const told: unknown[] = [];
    cluster.onSource(() => told.push(cluster.report().parts.map(part => part.freshness)));
    server.script = undefined;
    await eventually(() => expect(heldRows(collection)).toEqual(expectedRows(server)));
    expect(cluster.report().missingPermissions).toEqual([]);
    expect(told).toEqual([['live']]);
  });

  it('does without the right to read kube-system, and says so', async () => {
    server.script = ({ kind }, response) => {
      if (kind === 'probe') {
        sendStatus(response, 403, 'Forbidden');
      }
      return kind === 'probe';
    };
    const { collection } = await live();
    expect(heldRows(collection)).toEqual(expectedRows(server));
    expect(cluster.report()).toMatchObject({
      freshness: 'live',
      version: 'v1.34.4',
      missingPermissions: [{ text: 'get the namespace kube-system, by whose uid a cluster is known' }],
    });
    server.script = (seen, response) => {
      sendStatus(response, 401, 'Unauthorized');
      return seen.kind !== 'other';
    };
    await eventually(() => expect(cluster.source().freshness).toBe('denied'));
    expect(cluster.source().reason).toBe('the token was refused (401)');
  });
});

describe('the cluster as a source', () => {
  it('comes back by way of a server that first asks for patience', async () => {
    const { collection } = await live();
    await server.kill();
    await eventually(() => expect(cluster.source().freshness).toBe('unreachable'));
    server.script = (_, response) => {
      response.writeHead(429, { 'retry-after': '1' }).end('Too many requests, please try again later.\n');
      return true;
    };
    await server.listen();
    await eventually(() => expect(cluster.source().freshness).toBe('stale'));
    server.script = undefined;
    server.put('widgets', 'a', 'one', { value: 8 });
    await eventually(() => expect(collection.state.freshness).toBe('live'));
    expect(heldRows(collection)).toEqual(expectedRows(server));
  });

  it('is denied when what was shown is refused, and says so once', async () => {
    await live();
    const told: unknown[] = [];
    cluster.onSource(() => told.push(cluster.source().freshness));
    server.script = ({ kind }, response) => {
      const isRefused = kind === 'list' || kind === 'watch';
      if (isRefused) {
        sendStatus(response, 403, 'Forbidden');
      }
      return isRefused;
    };
    await eventually(() =>
      expect(cluster.source()).toMatchObject({
        freshness: 'denied',
        reason: 'not permitted: cannot watch widgets.example.com in any namespace',
      }),
    );
    await eventually(() => expect(server.count('watch')).toBeGreaterThan(4));
    expect(told).toEqual(['denied']);
    expect(cluster.answering()).toMatchObject({ freshness: 'live' });
  });
});
