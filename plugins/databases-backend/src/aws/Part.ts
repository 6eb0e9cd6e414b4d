import type { Freshness } from '@greenroom/plugin-portal-common';
import { type AwsFault, faultOf, freshnessOf, isPassing, isSpared } from './faults';
import type { SourceClock } from '../sourceClock';
import { Pause } from './Pause';

export interface PartOptions<T> {
  /** What a person calls it, in the plural. */
  name: string;
  /** IAM action. */
  action: string;
  place: string;
  everyMs: number;
  read(signal: AbortSignal): Promise<T>;
}

/** AWS that answers, but not this, is told when what we hold is older than this many periods: one throttled call is no news. */
const GRACE_PERIODS = 2.5;
/** AWS that can not be reached is told after this: long enough for a line that is laid anew, not for anybody to be misled. */
export const REACH_GRACE_MS = 10_000;

/** One kind of thing in an account's Region: read at most once in its period, kept while it can not be read. */
export class Part<T> {
  readonly name: string;
  readonly #options: PartOptions<T>;
  readonly #clock: SourceClock;
  readonly #pause: Pause;
  #value?: T;
  #observedAt?: number;
  #fault?: AwsFault & { since: number };
  /** When it was asked for the first time of those that did not reach AWS. */
  #lostAt?: number;
  #reading?: Promise<void>;

  constructor(options: PartOptions<T>, clock: SourceClock) {
    this.name = options.name;
    this.#options = options;
    this.#clock = clock;
    this.#pause = new Pause(options.everyMs, () => clock.random());
  }

  get value(): T | undefined {
    return this.#value;
  }

  /** Milliseconds since 1970. */
  get observedAt(): number | undefined {
    return this.#observedAt;
  }

  get fault(): (AwsFault & { since: number }) | undefined {
    return this.#fault;
  }

  get freshness(): Freshness {
    if (!this.#fault) {
      return this.#observedAt === undefined ? 'connecting' : 'live';
    }
    return this.#isInGrace(this.#fault) ? 'live' : freshnessOf(this.#fault);
  }

  /** Milliseconds until it is told that AWS can not be reached; 0 where that is told, or is not so. */
  get graceLeftMs(): number {
    return this.#observedAt === undefined || this.#lostAt === undefined
      ? 0
      : Math.max(0, this.#lostAt + REACH_GRACE_MS - this.#clock.now());
  }

  /** Reads it when its time has come. Never throws: what went wrong is in `fault`. */
  async refresh(signal: AbortSignal): Promise<void> {
    if (this.#pause.isOver(this.#clock.now())) {
      this.#reading ??= this.#read(signal).finally(() => {
        this.#reading = undefined;
      });
    }
    await this.#reading;
  }

  /** Reads it before its time. */
  again(signal: AbortSignal): Promise<void> {
    this.#pause.reset();
    return this.refresh(signal);
  }

  #isInGrace(fault: AwsFault): boolean {
    if (fault.kind === 'unreachable') {
      return this.graceLeftMs > 0;
    }
    const age = this.#clock.now() - (this.#observedAt ?? -Infinity);
    return isPassing(fault) && age <= GRACE_PERIODS * this.#options.everyMs;
  }

  async #read(signal: AbortSignal): Promise<void> {
    const startedAt = this.#clock.now();
    try {
      this.#value = await this.#options.read(signal);
      this.#observedAt = this.#clock.now();
      this.#fault = undefined;
      this.#lostAt = undefined;
      this.#pause.succeeded(startedAt);
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      const { action, place } = this.#options;
      const now = this.#clock.now();
      const fault = faultOf(error, { action, place, now });
      this.#fault = { ...fault, since: this.#fault?.since ?? now };
      this.#lostAt = fault.kind === 'unreachable' ? (this.#lostAt ?? startedAt) : undefined;
      this.#pause.failed(startedAt, isSpared(fault));
    }
  }
}
