import { ServiceUnavailableError } from '@backstage/errors';
import type { Now } from '../clock';

export interface TurnstileOptions {
  /** How many may be inside at a time. */
  inside: number;
  /** How long one may wait to get in, in milliseconds. */
  patienceMs: number;
  /** The same for those who go before: they come too late sooner. */
  patienceBeforeMs: number;
  now: Now;
}

interface Waiting {
  until: number;
  enter(): void;
  refuse(): void;
}

/**
 * Lets only so many through at a time. When a thousand pages come back at once, asking for all of them together would
 * make every answer late; in turn, each is in time.
 */
export class Turnstile {
  readonly #options: TurnstileOptions;
  readonly #first: Waiting[] = [];
  readonly #later: Waiting[] = [];
  #inside = 0;

  constructor(options: TurnstileOptions) {
    this.#options = options;
  }

  /**
   * @param before - whether to go before all who did not say so
   * @throws ServiceUnavailableError after waiting too long; what `work` throws
   */
  async pass<T>(work: () => Promise<T>, before = false): Promise<T> {
    if (this.#inside >= this.#options.inside) {
      const { patienceMs, patienceBeforeMs } = this.#options;
      await (before ? this.#wait(this.#first, patienceBeforeMs) : this.#wait(this.#later, patienceMs));
    } else {
      this.#inside += 1;
    }
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  #wait(queue: Waiting[], patienceMs: number): Promise<void> {
    return new Promise((enter, reject) => {
      const refuse = () => reject(new ServiceUnavailableError(`no turn within ${patienceMs} ms`));
      queue.push({ until: this.#options.now() + patienceMs, enter, refuse });
    });
  }

  /** Hands the place to the first who still waits; work for those who are late already would make all others late too. */
  #leave(): void {
    const now = this.#options.now();
    for (let next = this.#next(); next; next = this.#next()) {
      if (now <= next.until) {
        next.enter();
        return;
      }
      next.refuse();
    }
    this.#inside -= 1;
  }

  #next(): Waiting | undefined {
    return this.#first.shift() ?? this.#later.shift();
  }
}
