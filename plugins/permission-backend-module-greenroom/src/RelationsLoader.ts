import type { RelatedEntity } from '@greenroom/plugin-portal-common';

type Found = RelatedEntity | undefined;

export interface RelationsLoaderOptions {
  /** One call for all of these. */
  fetch(refs: readonly string[]): Promise<readonly Found[]>;
  /** Milliseconds that never step back. */
  now(): number;
  /** How long an answer holds, from the moment of asking. */
  ttlMs: number;
}

interface Waiting {
  ref: string;
  resolve(found: Found): void;
  reject(error: unknown): void;
}

/** How many entities are asked for in one call, and how many are remembered. */
const BATCH = 500;
const KEPT = 20_000;

/**
 * Entities by ref, with few calls: who asks while a call is on its way goes with the next one, together with all others
 * who do. So nobody waits when little is asked, and a thousand pages that come back at once are a handful of calls.
 */
export class RelationsLoader {
  readonly #options: RelationsLoaderOptions;
  readonly #known = new Map<string, { until: number; found: Promise<Found> }>();
  #waiting: Waiting[] = [];
  #busy = false;

  constructor(options: RelationsLoaderOptions) {
    this.#options = options;
  }

  /** In the order of the refs. @throws what the call throws; a failure is not remembered */
  load(refs: readonly string[]): Promise<Found[]> {
    return Promise.all(refs.map(ref => this.#one(ref)));
  }

  #one(ref: string): Promise<Found> {
    const known = this.#known.get(ref);
    if (known && known.until > this.#options.now()) {
      return known.found;
    }
    const found = new Promise<Found>((resolve, reject) => this.#waiting.push({ ref, resolve, reject }));
    if (!this.#busy) {
      this.#busy = true;
      queueMicrotask(() => void this.#work());
    }
    // until it is on its way there is no age to count; `#send` sets the end
    this.#remember(ref, found, Infinity);
    return found;
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) {
      await this.#send(this.#waiting.splice(0, BATCH));
    }
    this.#busy = false;
  }

  async #send(batch: readonly Waiting[]): Promise<void> {
    const until = this.#options.now() + this.#options.ttlMs;
    batch.forEach(({ ref }) => this.#age(ref, until));
    try {
      const found = await this.#options.fetch(batch.map(({ ref }) => ref));
      batch.forEach(({ resolve }, index) => resolve(found[index]));
    } catch (error) {
      batch.forEach(({ ref, reject }) => {
        this.#known.delete(ref);
        reject(error);
      });
    }
  }

  #remember(ref: string, found: Promise<Found>, until: number): void {
    if (this.#known.size >= KEPT) {
      this.#known.clear();
    }
    this.#known.set(ref, { until, found });
  }

  #age(ref: string, until: number): void {
    const known = this.#known.get(ref);
    if (known) {
      known.until = until;
    }
  }
}
