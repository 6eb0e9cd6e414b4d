import type { Clock } from '../clock';
import { type ClusterFailure, freshnessAfter } from '../connection/ClusterFailure';
import { resourceName } from '../connection/path';
import type { Tuning } from '../tuning';
import type { RowIdentity } from '../types';
import type { Collection } from './Collection';

/** What a follower makes known of its collection, and when: an interruption that is over at once is no news. */
export class Standing {
  readonly #collection: Pick<Collection<RowIdentity>, 'condition' | 'kind'>;
  readonly #clock: Clock;
  readonly #tuning: Tuning;
  #deniedSince: number | undefined;
  /** Why it will be stale, while there is still a moment to catch up. */
  #excuse: { reason: string; cure?: string } | undefined;
  #forgetTimer = () => {};

  constructor(
    collection: Pick<Collection<RowIdentity>, 'condition' | 'kind'>,
    options: { clock: Clock; tuning: Tuning },
  ) {
    this.#collection = collection;
    this.#clock = options.clock;
    this.#tuning = options.tuning;
  }

  stop(): void {
    this.#forget();
  }

  /** The rows are right and a watch keeps them so. */
  caughtUp(): void {
    this.#forget();
    this.#deniedSince = undefined;
    if (this.#collection.condition.freshness !== 'live') {
      this.#collection.condition = { freshness: 'live' };
    }
  }

  /** The watch is opened again: no news, unless that takes longer than a question and its answer do anyway. */
  reopening(roundTrip: number): void {
    this.#interrupted({ reason: 'the watch is being opened again' }, this.#tuning.grace + roundTrip);
  }

  /** Stale, unless `caughtUp` comes soon: counted from the first interruption, whatever happens meanwhile. */
  interrupted(reason: string, cure?: string): void {
    this.#interrupted({ reason, cure }, this.#tuning.grace);
  }

  #interrupted(excuse: { reason: string; cure?: string }, grace: number): void {
    if (this.#excuse || this.#collection.condition.freshness !== 'live') {
      return;
    }
    this.#excuse = excuse;
    this.#forgetTimer = this.#clock.setTimeout(() => {
      const last = this.#excuse;
      this.#excuse = undefined;
      this.#collection.condition = { freshness: 'stale', ...last };
    }, grace);
  }

  /** Everything is read anew, and what was held until then is doubtful. */
  doubtful(): void {
    this.#forget();
    if (['live', 'stale', 'unreachable'].includes(this.#collection.condition.freshness)) {
      this.#collection.condition = { freshness: 'stale', reason: 'what may have been missed is being read' };
    }
  }

  failed(failure: ClusterFailure): void {
    const { freshness: before } = this.#collection.condition;
    if (before === 'live') {
      this.interrupted(failure.message, failure.cure);
      this.#excuse = { reason: failure.message, cure: failure.cure };
      return;
    }
    const freshness = before === 'connecting' ? 'connecting' : freshnessAfter(failure);
    this.#collection.condition = { freshness, reason: failure.message, cure: failure.cure };
  }

  /** @returns after how many milliseconds it is worth asking again */
  denied(failure: ClusterFailure): number {
    const now = this.#clock.now().getTime();
    this.#deniedSince ??= now;
    this.#forget();
    this.#collection.condition = { freshness: 'denied', reason: failure.message, cure: failure.cure };
    const isOld = now - this.#deniedSince > this.#tuning.deniedPatience;
    return isOld ? this.#tuning.deniedLater : this.#tuning.deniedEvery;
  }

  notInstalled(): void {
    this.#forget();
    this.#collection.condition = {
      freshness: 'not-installed',
      reason: `this cluster has no ${resourceName(this.#collection.kind.type)}`,
    };
  }

  #forget(): void {
    this.#forgetTimer();
    this.#excuse = undefined;
  }
}
