import { isDeepStrictEqual } from 'node:util';
import type { Source } from '@greenroom/plugin-portal-common';
import type { TopicChange, TopicHandle } from '@greenroom/plugin-portal-node';

type Rows = ReadonlyMap<string, unknown>;

export interface ReadHandleOptions {
  /** All rows as they are now. */
  read(): Promise<Rows>;
  sources(places?: ReadonlySet<string>): Source[];
  /** Begins to follow what the rows are made of: `refresh` reads again, `told` says that a source is another. */
  follow(refresh: () => void, told: () => void): readonly (() => void)[];
  onError(error: unknown): void;
}

/** A topic whose rows are read as a whole when something that they are made of may have changed. */
export class ReadHandle implements TopicHandle {
  readonly #options: ReadHandleOptions;
  readonly #listeners = new Set<(change: TopicChange | undefined) => void>();
  readonly #unsubscribe: readonly (() => void)[];
  #rows: Rows = new Map();
  #reading = false;
  #again = false;
  #closed = false;

  constructor(options: ReadHandleOptions) {
    this.#options = options;
    this.#unsubscribe = options.follow(
      () => this.#refresh(),
      () => this.#tell(undefined),
    );
    this.#refresh();
  }

  rows() {
    return this.#rows;
  }

  sources(places?: ReadonlySet<string>): Source[] {
    return this.#options.sources(places);
  }

  onChange(listener: (change: TopicChange | undefined) => void) {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close() {
    this.#closed = true;
    this.#unsubscribe.forEach(unsubscribe => unsubscribe());
  }

  /** One reading at a time; what changed meanwhile is read once more. */
  #refresh() {
    this.#again = this.#reading;
    if (this.#reading || this.#closed) {
      return;
    }
    this.#reading = true;
    void this.#options
      .read()
      .then(rows => this.#put(rows))
      // What was known stays, and its source says how old it is.
      .catch(error => this.#options.onError(error))
      .finally(() => {
        this.#reading = false;
        if (this.#again) {
          this.#refresh();
        }
      });
  }

  #put(read: Rows) {
    const before = this.#rows;
    const rows = new Map([...read].map(([key, row]) => [key, heldOr(before.get(key), row)]));
    this.#rows = rows;
    const upserts = new Map([...rows].filter(([key, row]) => before.get(key) !== row));
    const removals = new Set([...before.keys()].filter(key => !rows.has(key)));
    if (upserts.size + removals.size > 0 && !this.#closed) {
      this.#tell({ upserts, removals });
    }
  }

  #tell(change: TopicChange | undefined) {
    this.#listeners.forEach(listener => listener(change));
  }
}

/** What is held where it says the same, so that nobody is told of it. */
const heldOr = (held: unknown, row: unknown) => (isDeepStrictEqual(held, row) ? held : row);
