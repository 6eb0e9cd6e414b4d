import { ServiceUnavailableError } from '@backstage/errors';
import type { Now } from '../clock';

export interface TurnstileOptions {
  /** How many may be inside at a time. */
  inside: number;
  /** How long one may wait to get in, in milliseconds. */
  patienceMs: number;
  now: Now;
}

interface Waiting {
  since: number;
  enter(): void;
  refuse(): void;
}

/**
 * Lets only so many through at a time. When a thousand pages come back at once, asking for all of them together would
 * make every answer late; in turn, each is in time.
 */
export class Turnstile {
  readonly #options: TurnstileOptions;
  readonly #queue: Waiting[] = [];
  #inside = 0;

  constructor(options: TurnstileOptions) {
    this.#options = options;
  }

  /** @throws ServiceUnavailableError after waiting too long; what `work` throws */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.#inside >= this.#options.inside) {
      await this.#wait();
    } else {
      this.#inside += 1;
    }
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  #wait(): Promise<void> {
    const { now, patienceMs } = this.#options;
    return new Promise((enter, reject) => {
      const refuse = () => reject(new ServiceUnavailableError(`no turn within ${patienceMs} ms`));
      this.#queue.push({ since: now(), enter, refuse });
    });
  }

  /** Hands the place to the first who still waits. */
  #leave(): void {
    const oldest = this.#options.now() - this.#options.patienceMs;
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
      if (next.since >= oldest) {
        next.enter();
        return;
      }
      next.refuse();
    }
    this.#inside -= 1;
  }
}
