import v8 from 'node:v8';
import { sleep } from '../measure';
import { Stalls } from '../Stalls';

/** What holding the pods cost one process. Bytes and milliseconds. */
export interface Cost {
  pods: number;
  /** From the call that starts it to all pods held. */
  syncedAfter: number;
  /** What the process worked for it on all its threads, in milliseconds: on a busy machine a better figure than time. */
  work: number;
  /** Heap and buffers in use after a full collection, for each pod, beyond what was in use before. */
  heapPerPod: number;
  /** The longest time in which no other task had its turn. */
  longestStall: number;
  /** The same, of the main thread's own work: without what other processes took of the machine. */
  longestOwnStall: number;
  /** Resident at most since the process began, and when all is held and the process is at rest. */
  peakRss: number;
  steadyRss: number;
  /** Heap in use at most, as it is: with garbage that was not collected yet. No collection is forced meanwhile. */
  peakHeap: number;
  /**
   * The same without the young generation, where everything is made and V8 collects when its few dozen megabytes are
   * full, however little of them is in use: what has outlived that, and garbage among it.
   */
  peakOldHeap: number;
  /** Heap in use after a full collection, when all is held. */
  steadyHeap: number;
}

const sampledEvery = 10;
const young = new Set(['new_space', 'new_large_object_space']);

/** Measures its own process while it takes the pods in. */
export class Meter {
  #peakHeap = 0;
  #peakOldHeap = 0;
  #timer: NodeJS.Timeout | undefined;
  readonly #stalls = new Stalls();
  readonly #base = collected();
  readonly #began = performance.now();
  readonly #worked = process.cpuUsage();

  start(): this {
    this.#stalls.start();
    this.#timer = setInterval(() => this.#sample(), sampledEvery);
    return this;
  }

  /** Called when all pods are held. */
  async finish(pods: number): Promise<Cost> {
    const syncedAfter = performance.now() - this.#began;
    const { user, system } = process.cpuUsage(this.#worked);
    // What is put off to after the end may stall, too.
    await sleep(3_000);
    clearInterval(this.#timer);
    this.#stalls.stop();
    const { longest, longestOwn } = this.#stalls.take();
    const [peakHeap, peakOldHeap] = [this.#peakHeap, this.#peakOldHeap];
    const held = collected();
    const { heapUsed } = process.memoryUsage();
    await sleep(500);
    return {
      pods,
      syncedAfter,
      work: (user + system) / 1000,
      heapPerPod: (held - this.#base) / pods,
      longestStall: longest,
      longestOwnStall: longestOwn,
      peakRss: process.resourceUsage().maxRSS * 1024,
      steadyRss: process.memoryUsage.rss(),
      peakHeap,
      peakOldHeap,
      steadyHeap: heapUsed,
    };
  }

  #sample(): void {
    const spaces = v8.getHeapSpaceStatistics();
    const used = (of: typeof spaces) => of.reduce((sum, space) => sum + space.space_used_size, 0);
    const old = used(spaces.filter(({ space_name: name }) => !young.has(name)));
    this.#peakOldHeap = Math.max(this.#peakOldHeap, old);
    this.#peakHeap = Math.max(this.#peakHeap, used(spaces));
  }
}

/** Bytes of heap in use, with buffers, after full collections. */
function collected(): number {
  if (!globalThis.gc) {
    throw new RangeError('run with --expose-gc');
  }
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
