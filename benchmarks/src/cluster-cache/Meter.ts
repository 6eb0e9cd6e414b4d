import { sleep } from '../measure';

/** What holding the pods cost one process. Bytes and milliseconds. */
export interface Cost {
  pods: number;
  /** From the call that starts it to all pods held. */
  syncedAfter: number;
  /** What the process worked for it on all its threads, in milliseconds: on a busy machine a better figure than time. */
  work: number;
  /** Heap in use after a full collection, for each pod, beyond what was in use before. */
  heapPerPod: number;
  /** The longest time in which no other task had its turn. */
  longestStall: number;
  /** The same, of the main thread's own work: without what other processes took of the machine. */
  longestOwnStall: number;
  /** Resident at most, and when all is held and the process is at rest. */
  peakRss: number;
  steadyRss: number;
  /** Heap in use at most, garbage with it but without buffers, and when the process is at rest. */
  peakHeap: number;
  steadyHeap: number;
}

const every = 2;

/** Measures its own process while it takes the pods in. */
export class Meter {
  #stall = 0;
  #ownStall = 0;
  #peakRss = 0;
  #peakHeap = 0;
  #timer: NodeJS.Timeout | undefined;
  readonly #base = collected();
  readonly #began = performance.now();
  readonly #worked = process.cpuUsage();

  start(): this {
    let last = performance.now();
    let lastOwn = ownMilliseconds();
    const tick = () => {
      const now = performance.now();
      const own = ownMilliseconds();
      this.#stall = Math.max(this.#stall, now - last - every);
      this.#ownStall = Math.max(this.#ownStall, Math.min(own - lastOwn, now - last));
      last = now;
      lastOwn = own;
      this.#sample();
      this.#timer = setTimeout(tick, every);
    };
    tick();
    return this;
  }

  /** Called when all pods are held. */
  async finish(pods: number): Promise<Cost> {
    const syncedAfter = performance.now() - this.#began;
    const { user, system } = process.cpuUsage(this.#worked);
    // What is put off to after the end is part of the work.
    await sleep(3_000);
    clearTimeout(this.#timer);
    const [longestStall, longestOwnStall, peakRss, peakHeap] = [
      this.#stall,
      this.#ownStall,
      this.#peakRss,
      this.#peakHeap,
    ];
    const held = collected();
    await sleep(500);
    const { rss, heapUsed } = process.memoryUsage();
    return {
      pods,
      syncedAfter,
      work: (user + system) / 1000,
      heapPerPod: (held - this.#base) / pods,
      longestStall,
      longestOwnStall,
      peakRss,
      steadyRss: rss,
      peakHeap,
      steadyHeap: heapUsed,
    };
  }

  #sample(): void {
    const { rss, heapUsed } = process.memoryUsage();
    this.#peakRss = Math.max(this.#peakRss, rss);
    this.#peakHeap = Math.max(this.#peakHeap, heapUsed);
  }
}

function ownMilliseconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
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
