import type { TopicChange } from '@greenroom/plugin-portal-node';

/** What a flush really changed, by partition. */
export interface HeldChange {
  upserts: readonly { key: string; partition: string; row: unknown }[];
  removals: readonly { key: string; partition: string }[];
  /** Partitions that had no row before. */
  newPartitions: readonly string[];
}

/**
 * The rows as they were last sent, with how many there are in each partition. Kept apart from the feature's own rows,
 * which may be ahead: a version has to mean the same rows for everybody.
 */
export class HeldRows {
  readonly #rows: Map<string, unknown>;
  readonly #partition: (key: string) => string;
  readonly #counts = new Map<string, number>();

  constructor(rows: ReadonlyMap<string, unknown>, partition: (key: string) => string) {
    this.#rows = new Map(rows);
    this.#partition = partition;
    for (const key of rows.keys()) {
      this.#count(partition(key), 1);
    }
  }

  partitions(): string[] {
    return [...this.#counts.keys()];
  }

  hasPartition(partition: string): boolean {
    return this.#counts.has(partition);
  }

  /** Rows of these partitions, of all when absent. */
  *visible(partitions?: ReadonlySet<string>): Iterable<[key: string, row: unknown]> {
    for (const entry of this.#rows) {
      if (!partitions || partitions.has(this.#partition(entry[0]))) {
        yield entry;
      }
    }
  }

  apply(change: TopicChange): HeldChange {
    const newPartitions = new Set<string>();
    const removals = [...change.removals]
      .filter(key => this.#rows.delete(key))
      .map(key => ({ key, partition: this.#partition(key) }));
    removals.forEach(({ partition }) => this.#count(partition, -1));
    const upserts = [...change.upserts]
      .filter(([key, row]) => this.#rows.get(key) !== row || !this.#rows.has(key))
      .map(([key, row]) => ({ key, partition: this.#partition(key), row }));
    for (const { key, partition, row } of upserts) {
      if (!this.#counts.has(partition)) {
        newPartitions.add(partition);
      }
      this.#count(partition, this.#rows.has(key) ? 0 : 1);
      this.#rows.set(key, row);
    }
    return { upserts, removals, newPartitions: [...newPartitions] };
  }

  #count(partition: string, by: number): void {
    const count = (this.#counts.get(partition) ?? 0) + by;
    if (count > 0) {
      this.#counts.set(partition, count);
    } else {
      this.#counts.delete(partition);
    }
  }
}
