import { type Budget as BudgetUse, LEASE_PAGE } from '@greenroom/plugin-vault-leases-common';
import type { PollClock } from '@greenroom/plugin-portal-node';

export interface BudgetLimits {
  requestsPerSecond: number;
  concurrency: number;
}

interface Waiting {
  start(): void;
}

/** Seconds that are counted. */
const COUNTED = 60;

/**
 * So many requests a second to a Vault, and so many at a time, whoever makes them. What was not used is kept up to one screen's
 * look-ups and what is asked beside them, so that whoever opens a page does not wait.
 */
export class Budget {
  readonly limits: BudgetLimits;
  readonly #clock: PollClock;
  readonly #most: number;
  readonly #queue: Waiting[] = [];
  readonly #counts: { second: number; made: number; waited: number }[] = [];
  #left: number;
  #filledAt: number;
  #underWay = 0;
  #cancelWait: (() => void) | undefined;

  constructor(limits: BudgetLimits, clock: PollClock) {
    this.limits = limits;
    this.#clock = clock;
    this.#most = LEASE_PAGE + Math.max(2 * limits.requestsPerSecond, limits.concurrency);
    this.#left = this.#most;
    this.#filledAt = clock.steady();
  }

  /**
   * Makes a request when its turn has come.
   * @param isUrgent before those that wait: somebody acts
   * @throws the signal's reason, while it waits
   */
  async spend<T>(ask: () => Promise<T>, signal: AbortSignal, isUrgent = false): Promise<T> {
    await this.#turn(signal, isUrgent);
    try {
      return await ask();
    } finally {
      this.#underWay -= 1;
      this.#next();
    }
  }

  /** The Vault can not serve now: when it can, it is not met with all that was saved meanwhile. */
  calm(): void {
    this.#fill();
    this.#left = Math.min(this.#left, this.limits.concurrency);
  }

  /** Of the last minute. */
  use(): BudgetUse {
    this.#forget();
    const sum = (of: 'made' | 'waited') => this.#counts.reduce((total, count) => total + count[of], 0);
    return { ...this.limits, lastMinute: sum('made'), waited: sum('waited') };
  }

  #turn(signal: AbortSignal, isUrgent: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const cut = () => {
        this.#queue.splice(this.#queue.indexOf(waiting), 1);
        reject(signal.reason);
      };
      const waiting = {
        start: () => {
          signal.removeEventListener('abort', cut);
          resolve();
        },
      };
      signal.addEventListener('abort', cut, { once: true });
      this.#enqueue(waiting, isUrgent);
    });
  }

  #enqueue(waiting: Waiting, isUrgent: boolean): void {
    if (isUrgent) {
      this.#queue.unshift(waiting);
    } else {
      this.#queue.push(waiting);
    }
    this.#next();
    if (this.#queue.includes(waiting)) {
      this.#count('waited');
    }
  }

  #next(): void {
    this.#cancelWait?.();
    this.#cancelWait = undefined;
    this.#fill();
    while (this.#queue.length > 0 && this.#underWay < this.limits.concurrency && this.#left >= 1) {
      this.#left -= 1;
      this.#underWay += 1;
      this.#count('made');
      this.#queue.shift()?.start();
    }
    if (this.#queue.length > 0 && this.#underWay < this.limits.concurrency) {
      const ms = ((1 - this.#left) / this.limits.requestsPerSecond) * 1_000;
      this.#cancelWait = this.#clock.after(Math.max(1, Math.ceil(ms)), () => this.#next());
    }
  }

  #fill(): void {
    const now = this.#clock.steady();
    const earned = ((now - this.#filledAt) / 1_000) * this.limits.requestsPerSecond;
    this.#left = Math.min(this.#most, this.#left + earned);
    this.#filledAt = now;
  }

  #count(what: 'made' | 'waited'): void {
    this.#forget();
    const second = this.#second();
    const last = this.#counts.at(-1);
    if (last?.second === second) {
      last[what] += 1;
    } else {
      this.#counts.push({ second, made: 0, waited: 0, [what]: 1 });
    }
  }

  #forget(): void {
    const oldest = this.#second() - COUNTED;
    while ((this.#counts[0]?.second ?? Infinity) <= oldest) {
      this.#counts.shift();
    }
  }

  #second(): number {
    return Math.floor(this.#clock.steady() / 1_000);
  }
}
