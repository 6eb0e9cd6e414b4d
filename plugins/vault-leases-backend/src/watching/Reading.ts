import { type Fault, faultOf } from '../vault/faults';
import type { VaultClock } from '../vaultClock';

export interface ReadingOptions<T> {
  /** What is not seen where it may not be read: `How many nodes may be lost`. */
  what: string;
  everyMs: number;
  read(signal: AbortSignal): Promise<T>;
}

/** A pace is kept up to a tenth later, so that Vaults that came back together are not asked together. */
const JITTER = 0.1;
/** What is older than so many of its periods is not believed any more. */
const BELIEVED_PERIODS = 2.5;

/** One thing that is read of a Vault at a pace of its own, and kept while it can not be read. */
export class Reading<T> {
  readonly what: string;
  readonly #options: ReadingOptions<T>;
  readonly #clock: VaultClock;
  #value: T | undefined;
  #observedAt: number | undefined;
  #fault: Fault | undefined;
  #dueAt = -Infinity;

  constructor(options: ReadingOptions<T>, clock: VaultClock) {
    this.what = options.what;
    this.#options = options;
    this.#clock = clock;
  }

  get value(): T | undefined {
    return this.#value;
  }

  /** Milliseconds since 1970. */
  get observedAt(): number | undefined {
    return this.#observedAt;
  }

  /** Why it could not be read the last time. */
  get fault(): Fault | undefined {
    return this.#fault;
  }

  get isDue(): boolean {
    return this.#clock.now() >= this.#dueAt;
  }

  /** Whether what is kept says how it is now. */
  get isBelieved(): boolean {
    const age = this.#clock.now() - (this.#observedAt ?? -Infinity);
    return age <= BELIEVED_PERIODS * this.#options.everyMs;
  }

  /** Reads it when its time has come. Never throws for what the Vault does. */
  async refresh(signal: AbortSignal): Promise<void> {
    if (!this.isDue) {
      return;
    }
    const { everyMs, read } = this.#options;
    this.#dueAt = this.#clock.now() + everyMs * (1 + JITTER * this.#clock.chance());
    try {
      this.#value = await read(signal);
      this.#observedAt = this.#clock.now();
      this.#fault = undefined;
    } catch (error) {
      signal.throwIfAborted();
      this.#fault = faultOf(error);
    }
  }

  /** Another node leads: what the one before told says nothing of it. */
  again(): void {
    this.#dueAt = -Infinity;
  }
}
