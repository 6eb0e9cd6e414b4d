import type { Source } from '@greenroom/plugin-portal-common';
import type { TopicChange, TopicHandle } from '@greenroom/plugin-portal-node';

export interface RowsHandleOptions {
  /** All rows as they are now; a row that has not changed is the same object. */
  read(): Map<string, unknown>;
  sources(partitions?: ReadonlySet<string>): Source[];
  /** Has `look` called whenever anything may be other than before; answers how to stop that. */
  follow(look: () => void): (() => void)[];
}

/** Rows that are read anew whenever something may have changed. */
export class RowsHandle implements TopicHandle {
  readonly #options: RowsHandleOptions;
  readonly #listeners = new Set<(change: TopicChange | undefined) => void>();
  readonly #unfollow: readonly (() => void)[];
  #rows: ReadonlyMap<string, unknown>;
  #told: string;

  constructor(options: RowsHandleOptions) {
    this.#options = options;
    this.#rows = options.read();
    this.#told = this.#sourcesText();
    this.#unfollow = options.follow(() => this.#look());
  }

  rows() {
    return this.#rows;
  }

  sources(partitions?: ReadonlySet<string>) {
    return this.#options.sources(partitions);
  }

  onChange(listener: (change: TopicChange | undefined) => void) {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close() {
    this.#unfollow.forEach(unfollow => unfollow());
  }

  #look() {
    const before = this.#rows;
    const now = this.#options.read();
    const upserts = new Map([...now].filter(([key, row]) => before.get(key) !== row));
    const removals = new Set([...before.keys()].filter(key => !now.has(key)));
    const sources = this.#sourcesText();
    this.#rows = now;
    if (upserts.size + removals.size > 0) {
      this.#tell({ upserts, removals });
    } else if (sources !== this.#told) {
      this.#tell(undefined);
    }
    this.#told = sources;
  }

  /** `observedAt` moves all the time. */
  #sourcesText(): string {
    return JSON.stringify(
      this.#options.sources().map(({ id, freshness, since, reason }) => [id, freshness, since, reason]),
    );
  }

  #tell(change: TopicChange | undefined) {
    this.#listeners.forEach(listener => listener(change));
  }
}
