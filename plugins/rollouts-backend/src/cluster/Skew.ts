import type { PollClock } from '@greenroom/plugin-portal-node';
import type { Lasted } from '../argo/reading/scene';

/** Each resource of a cluster is watched on its own: one may be told this much later than another. Milliseconds. */
export const SKEW_MS = 2_000;

/**
 * What two objects seem to disagree on, and since when. The controller writes a Service and then its own status; where
 * the status is heard first they disagree for a moment, and only here.
 */
export class Skew {
  readonly #clock: Pick<PollClock, 'steady' | 'after'>;
  readonly #look: (key: string) => void;
  /** Of each key that was ever read: its disagreements at the last reading. */
  readonly #since = new Map<string, ReadonlyMap<string, number>>();

  /** `look` has a key read again. */
  constructor(clock: Pick<PollClock, 'steady' | 'after'>, look: (key: string) => void) {
    this.#clock = clock;
    this.#look = look;
  }

  /**
   * Reads a key. The reading asks of each disagreement it meets whether it has lasted longer than watches may be apart.
   * What a first reading meets has; but where it is asked about longer than that, nobody knows since when it is so.
   */
  read<T>(key: string, reading: (lasted: Lasted) => T): T {
    const before = this.#since.get(key);
    const met = new Map<string, number>();
    this.#since.set(key, met);
    return reading((disagreement, patience) => {
      const wait = patience ?? SKEW_MS;
      const isOld = !before && patience === undefined;
      const since = isOld ? -Infinity : (before?.get(disagreement) ?? this.#begin(key, wait));
      met.set(disagreement, since);
      return this.#clock.steady() - since >= wait;
    });
  }

  forget(key: string) {
    this.#since.delete(key);
  }

  #begin(key: string, wait: number): number {
    this.#clock.after(wait, () => this.#since.has(key) && this.#look(key));
    return this.#clock.steady();
  }
}
