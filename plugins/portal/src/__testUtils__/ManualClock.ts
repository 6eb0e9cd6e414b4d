import type { StreamClock } from '../api/stream/StreamClock';

/** Time that passes only when the test says so. */
export class ManualClock implements StreamClock {
  #now: number;
  #timers: { at: number; call: () => void }[] = [];
  chance = 0.5;

  constructor(start = '2026-11-21T10:00:00Z') {
    this.#now = new Date(start).getTime();
  }

  now(): Date {
    return new Date(this.#now);
  }

  random(): number {
    return this.chance;
  }

  after(ms: number, call: () => void): () => void {
    const timer = { at: this.#now + ms, call };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter(other => other !== timer);
    };
  }

  /** Lets this much time pass, timer by timer, and everything that the timers set off settle in between. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      await settled();
      const [next] = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (!next) {
        break;
      }
      this.#timers = this.#timers.filter(timer => timer !== next);
      this.#now = Math.max(this.#now, next.at);
      next.call();
    }
    this.#now = end;
    await settled();
  }
}

/** Until everything that is under way has come to rest: promises, and streams that pass their chunks on. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise(resolve => setTimeout(resolve, 0));
  }
}
