import type { WriterClock } from '../clock';

/** Time that passes only when somebody sleeps, so that fifteen seconds take none. */
export class VirtualClock implements WriterClock {
  #elapsed = 0;
  #events: { at: number; happen: () => void }[] = [];

  now() {
    return new Date(Date.parse('2026-11-21T10:00:00Z') + this.#elapsed);
  }

  elapsed() {
    return this.#elapsed;
  }

  async sleep(milliseconds: number, signal: AbortSignal) {
    const end = this.#elapsed + milliseconds;
    await new Promise(setImmediate);
    for (let next = this.#next(end); next && !signal.aborted; next = this.#next(end)) {
      this.#elapsed = next.at;
      next.happen();
      await new Promise(setImmediate);
    }
    if (!signal.aborted) {
      this.#elapsed = end;
    }
  }

  /** Something that happens in the world, so many milliseconds from the beginning. */
  at(milliseconds: number, happen: () => void) {
    this.#events.push({ at: milliseconds, happen });
    this.#events.sort((a, b) => a.at - b.at);
  }

  #next(end: number) {
    const [first] = this.#events;
    return first && first.at <= end ? this.#events.shift() : undefined;
  }
}
