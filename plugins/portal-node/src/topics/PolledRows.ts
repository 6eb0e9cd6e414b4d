import { isDeepStrictEqual } from 'node:util';
import type { Source } from '@greenroom/plugin-portal-common';
import type { TopicChange, TopicHandle } from './Topic';

export interface PolledRowsOptions {
  /** All rows as they are now. Rows that say the same need not be the same objects. */
  rows(): ReadonlyMap<string, object>;
  /** What it was made from, for who sees only these partitions. */
  sources(partitions?: ReadonlySet<string>): Source[];
  /** Begins to look at what the rows are made of; the returned function ends it. */
  watch(): () => void;
}

/** Rows of what is polled, as they are now. As long as it is open, somebody looks. */
export class PolledRows implements TopicHandle {
  readonly #options: PolledRowsOptions;
  readonly #listeners = new Set<(change: TopicChange | undefined) => void>();
  readonly #stopListening: () => void;
  #stopLooking: () => void;
  #rows: ReadonlyMap<string, object>;
  #sources: Source[];

  /** @param polled says when anything may be other than before */
  constructor(polled: { onChange(listener: () => void): () => void }, options: PolledRowsOptions) {
    this.#options = options;
    this.#stopLooking = options.watch();
    this.#rows = options.rows();
    this.#sources = options.sources();
    this.#stopListening = polled.onChange(() => this.#changed());
  }

  rows() {
    return this.#rows;
  }

  sources(partitions?: ReadonlySet<string>): Source[] {
    return this.#options.sources(partitions);
  }

  onChange(listener: (change: TopicChange | undefined) => void) {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close() {
    this.#stopLooking();
    this.#stopListening();
  }

  #changed(): void {
    this.#lookAgain();
    const sources = this.#options.sources();
    const sourcesChanged = !isDeepStrictEqual(sources, this.#sources);
    this.#sources = sources;
    const { next, change } = compare(this.#rows, this.#options.rows());
    this.#rows = next;
    if (change.upserts.size + change.removals.size > 0) {
      this.#tell(change);
    } else if (sourcesChanged) {
      this.#tell(undefined);
    }
  }

  /** Where a thing is read from may be known only now. */
  #lookAgain(): void {
    const before = this.#stopLooking;
    this.#stopLooking = this.#options.watch();
    before();
  }

  #tell(change: TopicChange | undefined): void {
    this.#listeners.forEach(listener => listener(change));
  }
}

/** A row that says the same stays the same object. */
function compare(before: ReadonlyMap<string, object>, now: ReadonlyMap<string, object>) {
  const next = new Map<string, object>();
  const upserts = new Map<string, object>();
  for (const [key, row] of now) {
    const held = before.get(key);
    if (held !== undefined && isDeepStrictEqual(held, row)) {
      next.set(key, held);
    } else {
      next.set(key, row);
      upserts.set(key, row);
    }
  }
  const removals = new Set([...before.keys()].filter(key => !now.has(key)));
  return { next, change: { upserts, removals } };
}
