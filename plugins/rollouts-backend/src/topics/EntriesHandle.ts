import type { TopicChange, TopicHandle } from '@greenroom/plugin-portal-node';
import type { Rollout, RolloutRow } from '@greenroom/plugin-rollouts-common';
import type { Entry, RolloutsService } from '../RolloutsService';

/** What a topic with many rollouts holds of each: `undefined` for one that is not in it. */
type RowOf = (entry: Entry) => Rollout | RolloutRow | undefined;

/** A topic with a row for each of many rollouts. */
export class EntriesHandle implements TopicHandle {
  readonly #rollouts: RolloutsService;
  readonly #rowOf: RowOf;
  readonly #rows = new Map<string, Rollout | RolloutRow>();
  readonly #listeners = new Set<(change: TopicChange | undefined) => void>();
  readonly #unsubscribe: () => void;

  constructor(rollouts: RolloutsService, rowOf: RowOf) {
    this.#rollouts = rollouts;
    this.#rowOf = rowOf;
    this.#update(rollouts.entries().keys());
    this.#unsubscribe = rollouts.onChange(change => {
      const update = this.#update(new Set([...change.rollouts.keys(), ...change.claims]));
      if (update.upserts.size + update.removals.size > 0) {
        this.#tell(update);
      } else if (change.clusters.size > 0) {
        this.#tell(undefined);
      }
    });
  }

  rows() {
    return this.#rows;
  }

  sources(places?: ReadonlySet<string>) {
    return this.#rollouts.sources(places);
  }

  onChange(listener: (change: TopicChange | undefined) => void) {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close() {
    this.#unsubscribe();
  }

  #update(keys: Iterable<string>): TopicChange {
    const upserts = new Map<string, Rollout | RolloutRow>();
    const removals = new Set<string>();
    const entries = this.#rollouts.entries();
    for (const key of keys) {
      const entry = entries.get(key);
      const row = entry && this.#rowOf(entry);
      const before = this.#rows.get(key);
      if (row && row !== before) {
        this.#rows.set(key, row);
        upserts.set(key, row);
      } else if (!row && before) {
        this.#rows.delete(key);
        removals.add(key);
      }
    }
    return { upserts, removals };
  }

  #tell(change: TopicChange | undefined) {
    this.#listeners.forEach(listener => listener(change));
  }
}
