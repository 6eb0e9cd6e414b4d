import { isDeepStrictEqual } from 'node:util';
import type { Freshness, Source } from '@greenroom/plugin-portal-common';
import type { PollClock, TopicChange, TopicHandle } from '@greenroom/plugin-portal-node';

type Rows = ReadonlyMap<string, unknown>;

/** Whether the rows are what was read last: not before the first reading, and not while the last one failed. */
export type Reading = Extract<Freshness, 'connecting' | 'live' | 'unreachable'>;

export interface ReadHandleOptions {
  /** All rows as they are now. */
  read(): Promise<Rows>;
  sources(places: ReadonlySet<string> | undefined, reading: Reading): Source[];
  /** Begins to follow what the rows are made of: `refresh` reads again, `told` says that a source is another. */
  follow(refresh: () => void, told: () => void): readonly (() => void)[];
  after: PollClock['after'];
  onError(error: unknown): void;
}

/** What failed is read again after this, then after twice as long each time. */
const SOONEST_MS = 1_000;
const LATEST_MS = 30_000;

/** A topic whose rows are read as a whole when something that they are made of may have changed. */
export class ReadHandle implements TopicHandle {
  readonly #options: ReadHandleOptions;
  readonly #listeners = new Set<(change: TopicChange | undefined) => void>();
  readonly #unsubscribe: readonly (() => void)[];
  #rows: Rows = new Map();
  #freshness: Reading = 'connecting';
  /** Readings that failed since the last that did not. */
  #failures = 0;
  #notAgain: () => void = () => undefined;
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
    return this.#options.sources(places, this.#freshness);
  }

  onChange(listener: (change: TopicChange | undefined) => void) {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close() {
    this.#closed = true;
    this.#notAgain();
    this.#unsubscribe.forEach(unsubscribe => unsubscribe());
  }

  /** One reading at a time; what changed meanwhile is read once more. */
  #refresh() {
    this.#again = this.#reading;
    if (this.#reading || this.#closed) {
      return;
    }
    this.#reading = true;
    this.#notAgain();
    void this.#read().finally(() => {
      this.#reading = false;
      if (this.#again) {
        this.#refresh();
      }
    });
  }

  async #read() {
    try {
      const rows = await this.#options.read();
      this.#failures = 0;
      this.#put(rows);
    } catch (error) {
      this.#options.onError(error);
      this.#fail();
    }
  }

  /** What was known stays. Nothing else may ever change here, so it is read again without being told to. */
  #fail() {
    if (this.#become('unreachable')) {
      this.#tell(undefined);
    }
    if (!this.#closed) {
      const wait = Math.min(LATEST_MS, SOONEST_MS * 2 ** this.#failures);
      this.#failures += 1;
      this.#notAgain = this.#options.after(wait, () => this.#refresh());
    }
  }

  /** Whether it was another. */
  #become(freshness: Reading): boolean {
    const before = this.#freshness;
    this.#freshness = freshness;
    return before !== freshness;
  }

  #put(read: Rows) {
    const before = this.#rows;
    const rows = new Map([...read].map(([key, row]) => [key, heldOr(before.get(key), row)]));
    this.#rows = rows;
    const upserts = new Map([...rows].filter(([key, row]) => before.get(key) !== row));
    const removals = new Set([...before.keys()].filter(key => !rows.has(key)));
    const isNewlyKnown = this.#become('live');
    if (upserts.size + removals.size > 0) {
      this.#tell({ upserts, removals });
    } else if (isNewlyKnown) {
      this.#tell(undefined);
    }
  }

  #tell(change: TopicChange | undefined) {
    if (!this.#closed) {
      this.#listeners.forEach(listener => listener(change));
    }
  }
}

/** What is held where it says the same, so that nobody is told of it. */
const heldOr = (held: unknown, row: unknown) => (isDeepStrictEqual(held, row) ? held : row);
