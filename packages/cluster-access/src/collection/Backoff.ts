import type { Clock } from '../clock';
import type { Tuning } from '../tuning';

/** Doubling waits with chance in them, so that many clients of one server do not come back together. */
export class Backoff {
  #tries = 0;
  readonly #clock: Clock;
  readonly #tuning: Pick<Tuning, 'retryFirst' | 'retryLast'>;

  constructor(clock: Clock, tuning: Pick<Tuning, 'retryFirst' | 'retryLast'>) {
    this.#clock = clock;
    this.#tuning = tuning;
  }

  /** Failures since the last success. */
  get tries(): number {
    return this.#tries;
  }

  /** Milliseconds to wait after one more failure: between half and the whole of the doubled wait. */
  next(): number {
    const { retryFirst, retryLast } = this.#tuning;
    const whole = Math.min(retryLast, retryFirst * 2 ** Math.min(this.#tries, 20));
    this.#tries += 1;
    return whole * (0.5 + this.#clock.random() / 2);
  }

  succeeded(): void {
    this.#tries = 0;
  }
}
