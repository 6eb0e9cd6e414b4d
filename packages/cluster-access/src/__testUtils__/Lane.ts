import { isDeepStrictEqual } from 'node:util';
import type { LiveCluster } from '../LiveCluster';
import type { Tuning } from '../tuning';
import type { LiveCollection } from '../types';
import { replayed, swapped, twice } from './disorders';
import { type FaultName, scripts } from './faultScripts';
import type { Schedule, Step } from './schedules';
import { ScriptedApiServer } from './ScriptedApiServer';
import {
  expectedRows,
  heldRows,
  Replay,
  startCluster,
  untilLive,
  type WidgetRow,
  widgetsKind,
} from './watching';

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
