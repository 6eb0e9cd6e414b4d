import { type Script, ScriptedApiServer, sendStatus } from './__testUtils__/ScriptedApiServer';
import {
  eventually,
  expectedRows,
  heldRows,
  Replay,
  startCluster,
  type WidgetRow,
  widgetsKind,
} from './__testUtils__/watching';
import type { LiveCluster } from './LiveCluster';
import type { CollectionState, LiveCollection } from './types';

/** A watch that goes on while everything else is answered by the script. */
function onAll(answer: Script): Script {
  return (seen, response, request) => seen.kind !== 'other' && answer(seen, response, request);
}
const refuseAll = (code: number, reason: string): Script =>
  onAll((_, response) => {
    sendStatus(response, code, reason);
    return true;
  });
const hang: Script = onAll(() => true);
const headersOnly: Script = onAll((_, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.flushHeaders();
  return true;
});
const throttle: Script = onAll((_, response) => {
  response.writeHead(429, { 'content-type': 'text/plain', 'retry-after': '1' });
  response.end('Too many requests, please try again later.\n');
  return true;
});
const truncate: Script = ({ kind }, response) => {
  if (kind !== 'list' && kind !== 'watch') {
    return false;
  }
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end('{"type":"ADDED","kind":"List","items":[{"metadata":{"na');
  return true;
};

interface Fault {
  name: string;
  inflict(server: ScriptedApiServer): void | Promise<void>;
  /** Absent: it heals by itself. */
  heal?(server: ScriptedApiServer): void | Promise<void>;
  /** What the state has to say while the fault lasts, where the rows cannot be right. */
  says?: RegExp;
}

const faults: Fault[] = [
  {
    name: 'watch closed in the middle of a line',
    inflict: server => server.cutWatches('{"type":"MODI', 'end'),
  },
  { name: 'watch reset', inflict: server => server.cutWatches('', 'reset') },
  { name: 'watch ended early', inflict: server => server.cutWatches('', 'end') },
  { name: 'a line that is no JSON', inflict: server => server.cutWatches('{"type":]\n', 'end') },
  { name: 'half-open watch', inflict: server => server.silenceWatches() },
  { name: '410 inside a 200', inflict: server => server.failWatches(410, 'Expired') },
  { name: '500 inside a 200', inflict: server => server.failWatches(500, 'InternalError') },
  {
    name: 'history compacted while the watch was away',
    inflict: server => {
      server.store.put('widgets', 'a', 'missed', { value: 1 });
      server.store.compact();
      server.cutWatches('', 'reset');
    },
  },
  {
    name: 'killed',
    inflict: server => server.kill(),
    heal: async server => void (await server.listen()),
    says: /connection refused by|was closed before/,
  },
  {
    name: 'stopped gracefully, its watches stay open',
    inflict: server => server.stopGracefully(),
    heal: async server => void (await server.listen()),
    says: /connection refused by|was closed before|did not answer/,
  },
  {
    name: '401 while the watch goes on',
    inflict: server => void (server.script = refuseAll(401, 'Unauthorized')),
    heal: server => void (server.script = undefined),
    says: /the token was refused \(401\)/,
  },
  {
    name: '403 for the resource after a role change',
    inflict: server => {
      server.script = (seen, response) => {
        const isWidgets = seen.url.pathname.includes('/widgets');
        if (isWidgets) {
          sendStatus(response, 403, 'Forbidden');
        }
        return isWidgets;
      };
      server.silenceWatches();
    },
    heal: server => void (server.script = undefined),
    says: /not permitted: cannot (list|watch) widgets.example.com in any namespace/,
  },
  {
    name: '429 as text',
    inflict: server => {
      server.script = throttle;
      server.cutWatches('', 'reset');
    },
    heal: server => void (server.script = undefined),
    says: /asks to be left alone for a moment \(429\)/,
  },
  {
    name: 'truncated JSON, again and again',
    inflict: server => {
      server.script = truncate;
      server.cutWatches('', 'reset');
    },
    heal: server => void (server.script = undefined),
    says: /cut off|is no JSON|was closed before/,
  },
  {
    name: 'hung: no headers',
    inflict: server => {
      server.script = hang;
      server.silenceWatches();
    },
    heal: server => void (server.script = undefined),
    says: /did not answer within 0.6 s/,
  },
  {
    name: 'hung: headers and no body',
    inflict: server => {
      server.script = headersOnly;
      server.silenceWatches();
    },
    heal: server => void (server.script = undefined),
    says: /did not answer within 0.6 s/,
  },
  {
    name: 'watches accepted and silent, everything else answers',
    inflict: server => {
      server.script = (seen, response) => {
        const isWatch = seen.kind === 'watch';
        if (isWatch) {
          response.writeHead(200);
          response.flushHeaders();
        }
        return isWatch;
      };
      server.silenceWatches();
    },
    heal: server => void (server.script = undefined),
    says: /brings nothing and does not end|what may have been missed/,
  },
];

interface Run {
  server: ScriptedApiServer;
  cluster: LiveCluster;
  collection: LiveCollection<WidgetRow>;
  replay: Replay<WidgetRow>;
}

async function begin(name: string): Promise<Run> {
  const server = await new ScriptedApiServer().listen();
  server.put('widgets', 'a', 'one', { value: 1 });
  server.put('widgets', 'a', 'two', { value: 2 });
  const cluster = startCluster(server, { name });
  const collection = cluster.watch(widgetsKind());
  const replay = new Replay(collection);
  await eventually(() => expect(collection.state.freshness).toBe('live'));
  return { server, cluster, collection, replay };
}

const expectRight = ({ collection, server }: Run) => {
  expect(collection.state.freshness).toBe('live');
  expect(heldRows(collection)).toEqual(expectedRows(server));
};
const expectTold = ({ collection }: Run, says: RegExp) => {
  expect(collection.state.freshness).not.toBe('live');
  expect(collection.state.reason).toMatch(says);
};

/** Changes the world as the fault happens: a state that only looks right is found out. */
function changeTheWorld(server: ScriptedApiServer, round: number) {
  server.put('widgets', 'a', 'one', { value: round });
  server.put('widgets', 'b', `new-${round}`, { value: round });
  server.remove('widgets', 'a', round % 2 === 1 ? 'two' : 'one');
}

async function suffer(fault: Fault): Promise<Run & { state: CollectionState }> {
  const run = await begin(fault.name.replaceAll(/[^a-z0-9]+/g, '-'));
  const { server, collection } = run;
  await fault.inflict(server);
  changeTheWorld(server, 11);
  const { says } = fault;
  await eventually(() => (says ? expectTold(run, says) : expectRight(run)));
  const { state } = collection;
  await fault.heal?.(server);
  changeTheWorld(server, 12);
  await eventually(() => expectRight(run));
  return { ...run, state };
}

describe('after a fault', () => {
  // All at once, each on a server of its own: that they do not disturb each other is part of the promise.
  const runs = new Map<string, Promise<Run & { state: CollectionState }>>();
  const started: Run[] = [];
  let calm: Run;
  let slowest = 0;

  beforeAll(async () => {
    calm = await begin('calm');
    for (const fault of faults) {
      const run = suffer(fault);
      runs.set(fault.name, run);
      run.then(one => started.push(one)).catch(() => {});
    }
    calm.collection.subscribe(changes => {
      const sent = changes[0]?.row?.value;
      slowest = Math.max(slowest, sent === undefined ? 0 : performance.now() - sent);
    });
    for (let i = 0; i < 30; i++) {
      calm.server.put('widgets', 'a', 'one', { value: performance.now() });
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    await Promise.allSettled(runs.values());
  }, 30_000);
  afterAll(async () => {
    await Promise.all(
      [...started, calm].map(async ({ cluster, server }) => {
        await cluster.stop();
        await server.kill();
      }),
    );
  });

  it.each(faults.map(({ name }) => name))('%s: the rows are right or the state says why not', async name => {
    const run = await runs.get(name);
    expect(run?.replay.wrong).toEqual([]);
    expect(run?.replay.rows).toEqual(run?.collection.rows());
  });

  it('another cluster is not slower for it', () => {
    expect(calm.collection.state.freshness).toBe('live');
    expect(slowest).toBeGreaterThan(0);
    expect(slowest).toBeLessThan(500);
  });
});
