import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { LiveCluster } from '../LiveCluster';
import type { Tuning } from '../tuning';
import type { LiveCollection } from '../types';
import { replayed, swapped, twice } from './disorders';
import { type Script, ScriptedApiServer, sendStatus } from './ScriptedApiServer';
import {
  expectedRows,
  heldRows,
  Replay,
  startCluster,
  untilLive,
  type WidgetRow,
  widgetsKind,
} from './watching';

/** What may go wrong; each lasts until the next or the end. */
const faults = [
  'closed-mid-line',
  'reset',
  'ended-early',
  'half-open',
  'gone-410',
  'error-500',
  'compacted',
  'killed',
  'stopped',
  'restored',
  'other-cluster',
  'throttled',
  'unauthorized',
  'forbidden',
  'truncated',
  'hung',
  'headers-only',
  'no-crd',
  'twice',
  'swapped',
  'replayed',
] as const;
type FaultName = (typeof faults)[number];

const place = {
  namespace: fc.constantFrom('a', 'b'),
  name: fc.integer({ min: 0, max: 4 }).map(n => `w${n}`),
};
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ act: fc.constant('put' as const), ...place }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('remove' as const), ...place }) },
  {
    weight: 1,
    arbitrary: fc.record({ act: fc.constant('empty' as const), namespace: place.namespace }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant('wait' as const),
      milliseconds: fc.integer({ min: 1, max: 250 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constant('fault' as const), fault: fc.constantFrom(...faults) }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Writes, deletes, emptied namespaces, waits and faults in any order. */
export const schedule = fc.array(step, { minLength: 4, maxLength: 16 });
export type Schedule = Step[];

const refuse =
  (code: number, reason: string, concerns: (path: string) => boolean = () => true): Script =>
  ({ url }, response) => {
    const isConcerned = concerns(url.pathname);
    if (isConcerned) {
      sendStatus(response, code, reason);
    }
    return isConcerned;
  };
const ofWidgets = (path: string) => path.includes('widgets');
const scripts: Partial<Record<FaultName, Script>> = {
  throttled: (_, response) => {
    response.writeHead(429, { 'content-type': 'text/plain', 'retry-after': '1' });
    response.end('Too many requests, please try again later.\\n');
    return true;
  },
  unauthorized: refuse(401, 'Unauthorized'),
  forbidden: refuse(403, 'Forbidden', ofWidgets),
  hung: () => true,
  'headers-only': (_, response) => {
    response.writeHead(200);
    response.flushHeaders();
    return true;
  },
  truncated: ({ kind }, response) => {
    const isCut = kind === 'list' || kind === 'watch';
    if (isCut) {
      response.end('{"type":"ADDED","kind":"List","items":[{"metadata":{"na');
    }
    return isCut;
  },
  'no-crd': (seen, response, request) => {
    if (seen.kind === 'discovery') {
      response.end('{"kind":"APIResourceList","resources":[]}');
      return true;
    }
    return refuse(404, 'NotFound', ofWidgets)(seen, response, request);
  },
};

/** Between two looks, milliseconds. */
const poll = 20;

/** How one schedule ended. */
export interface Outcome {
  /** Milliseconds from the end of the last fault until the rows were the server's. */
  healedAfter: number;
  /** What must not be; empty when all is well. */
  wrong: string[];
}

/** One API server and one cache of it, on which one schedule after the other is played. */
export class Lane {
  #written = 0;
  #isDown = false;
  #mayGoBack = false;
  readonly #wrong: string[] = [];
  #restore = () => {};

  private constructor(
    readonly server: ScriptedApiServer,
    readonly cluster: LiveCluster,
    readonly collection: LiveCollection<WidgetRow>,
    readonly replay: Replay<WidgetRow>,
  ) {
    // What is written later says a greater number: who goes back to a smaller one put an older state over a newer.
    collection.subscribe(changes => {
      for (const { key, row, before } of changes) {
        if (row?.uid === before?.uid && Number(row?.value) < Number(before?.value) && !this.#mayGoBack) {
          this.#wrong.push(`${key}: ${row?.value} over ${before?.value}`);
        }
      }
    });
  }

  static async open(name: string, tuning: Tuning): Promise<Lane> {
    const server = await new ScriptedApiServer('http').listen();
    const cluster = startCluster(server, { name, tuning });
    const collection = cluster.watch(widgetsKind());
    await untilLive(() => collection.state);
    return new Lane(server, cluster, collection, new Replay(collection));
  }

  async close(): Promise<void> {
    await this.cluster.stop();
    await this.server.kill();
  }

  /** @param within milliseconds after healing in which all has to be well */
  async play(steps: Schedule, within: number): Promise<Outcome> {
    this.#mayGoBack = false;
    this.#wrong.length = 0;
    this.replay.wrong.length = 0;
    this.#restore = this.server.store.snapshot();
    for (const one of steps) {
      await this.#do(one);
    }
    await this.#heal();
    const { healedAfter, wrong } = await this.#untilRight(within);
    const untold = sameRows(this.replay.rows, this.collection.rows())
      ? []
      : ['what was told adds up to other rows'];
    return {
      healedAfter,
      wrong: [...wrong, ...untold, ...this.#wrong, ...this.replay.wrong],
    };
  }

  /** Time in which this process, servers and caches in one, stood still is nobody's: it is not counted. */
  async #untilRight(within: number): Promise<Outcome> {
    let passed = 0;
    for (let last = performance.now(); ; last = performance.now()) {
      const difference = this.#difference();
      if (difference === undefined || passed > within) {
        const told = `${within} ms after healing ${difference}`;
        return { healedAfter: passed, wrong: difference === undefined ? [] : [told] };
      }
      await new Promise(resolve => setTimeout(resolve, poll));
      passed += Math.min(performance.now() - last, 2 * poll);
    }
  }

  async #do(one: Step): Promise<void> {
    switch (one.act) {
      case 'put':
        this.#written += 1;
        this.server.put('widgets', one.namespace, one.name, { value: this.#written });
        break;
      case 'remove':
        this.server.remove('widgets', one.namespace, one.name);
        break;
      case 'empty':
        this.#empty(one.namespace);
        break;
      case 'wait':
        await new Promise(resolve => setTimeout(resolve, one.milliseconds));
        break;
      default:
        await this.#heal();
        await this.#inflict(one.fault);
    }
  }

  #empty(namespace: string): void {
    for (const { metadata } of this.server.store.all('widgets')) {
      if (metadata.namespace === namespace) {
        this.server.remove('widgets', namespace, metadata.name);
      }
    }
  }

  async #inflict(fault: FaultName): Promise<void> {
    const { server } = this;
    server.script = scripts[fault];
    switch (fault) {
      case 'closed-mid-line':
        return server.cutWatches('{"type":"MODI', 'end');
      case 'reset':
      case 'truncated':
        return server.cutWatches('', 'reset');
      case 'ended-early':
        return server.cutWatches('', 'end');
      case 'half-open':
      case 'hung':
      case 'headers-only':
      case 'forbidden':
        return server.silenceWatches();
      case 'gone-410':
        return server.failWatches(410, 'Expired');
      case 'error-500':
        return server.failWatches(500, 'InternalError');
      case 'compacted':
        server.store.compact();
        return server.cutWatches('', 'reset');
      case 'killed':
        this.#isDown = true;
        return server.kill();
      case 'stopped':
        this.#isDown = true;
        return server.stopGracefully();
      case 'restored':
      case 'other-cluster':
        return this.#goBack(fault === 'other-cluster');
      case 'no-crd':
        return this.#removeDefinition();
      case 'twice':
        server.disorder = twice();
        return undefined;
      case 'swapped':
        server.disorder = swapped();
        return undefined;
      case 'replayed':
        server.disorder = replayed();
        return undefined;
      default:
        return undefined;
    }
  }

  /** Killed, and back with an older store; or with that of another cluster. */
  async #goBack(toOther: boolean): Promise<void> {
    this.#mayGoBack = true;
    await this.server.kill();
    this.#restore();
    if (toOther) {
      this.server.uid = `${this.server.uid}+`;
    }
    await this.server.listen();
  }

  /** Its objects go with it. */
  #removeDefinition(): void {
    this.#empty('a');
    this.#empty('b');
    this.server.cutWatches('', 'end');
  }

  async #heal(): Promise<void> {
    this.server.script = undefined;
    this.server.disorder = undefined;
    if (this.#isDown) {
      this.#isDown = false;
      await this.server.listen();
    }
  }

  /** What is not as it should be; `undefined` when all is. */
  #difference(): string | undefined {
    const { freshness, reason } = this.collection.state;
    if (freshness !== 'live') {
      return `it is ${freshness}: ${reason}`;
    }
    const [held, expected] = [heldRows(this.collection), expectedRows(this.server)];
    return isDeepStrictEqual(held, expected)
      ? undefined
      : `it holds ${JSON.stringify(held)}, the server has ${JSON.stringify(expected)}`;
  }
}

function sameRows(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): boolean {
  return a.size === b.size && [...a].every(([key, row]) => b.get(key) === row);
}
