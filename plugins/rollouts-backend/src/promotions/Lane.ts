import { LongWork } from './LongWork';

/** Work that is done one after the other; the same work that waits already is not taken twice. */
export class Lane {
  readonly #waiting = new Map<string, () => Promise<void>>();
  readonly #failed: (error: unknown) => void;
  readonly #steady: () => number;
  #running: Promise<void> | undefined;

  constructor(failed: (error: unknown) => void, steady: () => number) {
    this.#failed = failed;
    this.#steady = steady;
  }

  /** The last work of a name that waits wins. */
  put(name: string, work: () => Promise<void>): void {
    this.#waiting.set(name, work);
    this.#running ??= this.#run();
  }

  /** Resolves when nothing is left to do. */
  async settled(): Promise<void> {
    while (this.#running) {
      await this.#running;
    }
  }

  clear(): void {
    this.#waiting.clear();
  }

  async #run(): Promise<void> {
    // Begins after whoever puts has ended, so that what comes together is taken together.
    await Promise.resolve();
    const work = new LongWork(this.#steady);
    for (let next = this.#next(); next; next = this.#next()) {
      await next().catch(this.#failed);
      if (work.isLong) {
        await work.pause();
      }
    }
    this.#running = undefined;
  }

  #next(): (() => Promise<void>) | undefined {
    const [first] = this.#waiting;
    if (!first) {
      return undefined;
    }
    this.#waiting.delete(first[0]);
    return first[1];
  }
}
