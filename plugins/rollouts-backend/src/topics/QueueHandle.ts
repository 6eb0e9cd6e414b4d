import type { TopicChange, TopicHandle } from '@greenroom/plugin-portal-node';
import { type QueueItem, type QueueRow, queueRowOf } from '@greenroom/plugin-rollouts-common';
import type { Promotions } from '../promotions/Promotions';
import type { RolloutsChange, RolloutsService } from '../RolloutsService';

type Rollouts = Pick<RolloutsService, 'onChange' | 'sources'> & { entries(): ReadonlyMap<string, unknown> };

/** Everything that waits for a person: a row for each rollout. */
export class QueueHandle implements TopicHandle {
  readonly #rollouts: Rollouts;
  readonly #promotions: Pick<Promotions, 'queue' | 'queueItem' | 'onChange'>;
  readonly #items: Map<string, QueueItem>;
  readonly #rows: Map<string, QueueRow>;
  readonly #listeners = new Set<(change: TopicChange | undefined) => void>();
  readonly #unsubscribe: readonly (() => void)[];

  constructor(rollouts: Rollouts, promotions: Pick<Promotions, 'queue' | 'queueItem' | 'onChange'>) {
    this.#rollouts = rollouts;
    this.#promotions = promotions;
    this.#items = promotions.queue();
    this.#rows = new Map([...this.#items].map(([key, item]) => [key, queueRowOf(item)]));
    this.#unsubscribe = [
      rollouts.onChange(change => this.#update(this.#touched(change), change.clusters.size > 0)),
      promotions.onChange(key => this.#update([key], false)),
    ];
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
    this.#unsubscribe.forEach(unsubscribe => unsubscribe());
  }

  /** A cluster that can be believed more or less says something else of each check. */
  #touched({ rollouts, marks, clusters }: RolloutsChange): Iterable<string> {
    const ofClusters =
      clusters.size === 0
        ? []
        : [...this.#rollouts.entries().keys()].filter(key => clusters.has(key.slice(0, key.indexOf('/'))));
    return new Set([...rollouts.keys(), ...marks, ...ofClusters]);
  }

  #update(keys: Iterable<string>, sourcesChanged: boolean) {
    const upserts = new Map<string, QueueRow>();
    const removals = new Set<string>();
    for (const key of keys) {
      const item = this.#promotions.queueItem(key);
      if (item && item !== this.#items.get(key)) {
        const row = queueRowOf(item);
        this.#items.set(key, item);
        this.#rows.set(key, row);
        upserts.set(key, row);
      } else if (!item && this.#items.delete(key)) {
        this.#rows.delete(key);
        removals.add(key);
      }
    }
    if (upserts.size + removals.size > 0) {
      this.#tell({ upserts, removals });
    } else if (sourcesChanged) {
      this.#tell(undefined);
    }
  }

  #tell(change: TopicChange | undefined) {
    this.#listeners.forEach(listener => listener(change));
  }
}
