import { setImmediate as othersTurn } from 'node:timers/promises';

/** As long as one piece of work may keep everybody else from theirs. */
const SLICE_MS = 10;

/**
 * Work of many pieces that lets others have their turn in between. Waiting for a promise is no turn: with SQLite no query
 * ever gives the event loop back, so that thousands in a row would stop every answer of the portal.
 */
export class LongWork {
  readonly #steady: () => number;
  #since: number;

  constructor(steady: () => number) {
    this.#steady = steady;
    this.#since = steady();
  }

  /** Whether it is somebody else's turn: `if (work.isLong) await work.pause()`, so that short work stays in one piece. */
  get isLong(): boolean {
    return this.#steady() - this.#since >= SLICE_MS;
  }

  async pause(): Promise<void> {
    await othersTurn();
    this.#since = this.#steady();
  }
}
