import type { PollClock } from '../PollClock';

/** Time that passes only when a test says so. */
export class VirtualClock implements PollClock {
  #now = 0;
  #waiting: { at: number; run(): void }[] = [];

  steady = () => this.#now;
  chance = () => 0;

  after = (ms: number, run: () => void) => {
    const waiting = { at: this.#now + Math.max(0, ms), run };
    this.#waiting.push(waiting);
    return () => {
      this.#waiting = this.#waiting.filter(one => one !== waiting);
    };
  };

  /** Runs what is due by then, in order, and lets each do what it does before the next. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      await idle();
      const next = this.#waiting.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) {
        break;
      }
      this.#waiting = this.#waiting.filter(one => one !== next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
    }
    this.#now = end;
  }
}

/** The clock of one process: once that has crashed, nothing of it runs. */
export class MortalClock implements PollClock {
  readonly #world: VirtualClock;
  #isDead = false;

  constructor(world: VirtualClock) {
    this.#world = world;
  }

  steady = () => this.#world.steady();
  chance = () => this.#world.chance();
  after = (ms: number, run: () => void) => this.#world.after(ms, () => this.#isDead || run());

  crash(): void {
    this.#isDead = true;
  }
}

/** Everything that only waits for promises has been done. */
function idle(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
