import type { HealthClock } from '../clock';

/** A clock that stands still until it is told. What is to run after a while runs when it is told to. */
export class ManualClock implements HealthClock {
  #now = Date.parse('2026-11-21T11:00:00Z');
  /** What is to run after a while. */
  readonly waiting: (() => void)[] = [];
  readonly #timers = new Set<() => void>();

  now = () => this.#now;
  steady: () => number = () => this.#now;
  after = (_ms: number, run: () => void): void => void this.waiting.push(run);
  every = (_ms: number, run: () => void) => {
    this.#timers.add(run);
    return () => void this.#timers.delete(run);
  };

  /** Runs what waits now. */
  turn(): void {
    this.waiting.splice(0).forEach(run => run());
  }

  /** Runs what waits, and what that makes wait, until nothing does. */
  settle(): void {
    while (this.waiting.length > 0) {
      this.turn();
    }
  }

  /** Moves on, and runs everything that is due now and then. */
  pass(ms: number): void {
    this.#now += ms;
    this.#timers.forEach(run => run());
    this.settle();
  }
}
