import { changesBetween, type ListChanges } from './changes';

/** What became of a row since somebody came to the table: it left the filter, or the world. */
export type RowFate = 'here' | 'left' | 'gone';

/** What a row is known by. */
export type KeyOf<T> = (row: T) => string;

/**
 * Rows as a table shows them. While somebody points at the table nothing may jump, so a row that left the filter or the
 * world keeps its place and says so.
 */
export interface Settled<T> {
  rows: readonly T[];
  /** By the row's key. */
  fateOf(key: string): RowFate;
  /** What is shown is not what a fresh look would show. */
  outOfDate: boolean;
}

/** What a table is settled from. */
export interface Settling<T> {
  /** What a fresh look would show, in its order. */
  sorted: readonly T[];
  /** Every row there is, whether it passes the filter or not. */
  all: readonly T[];
}

/** What became of a row, and where it stands. */
interface Fated {
  fate: Exclude<RowFate, 'here'>;
  place: number;
}

/** A table of tens of thousands of rows is settled at each change, for about the price of what changed. */
export class SettledRows<T> implements Settled<T> {
  readonly rows: readonly T[];
  readonly outOfDate: boolean;
  readonly #from: Settling<T>;
  readonly #keyOf: KeyOf<T>;
  readonly #fated: ReadonlyMap<string, Fated>;

  private constructor(options: {
    from: Settling<T>;
    keyOf: KeyOf<T>;
    rows: readonly T[];
    fated: ReadonlyMap<string, Fated>;
  }) {
    this.#from = options.from;
    this.#keyOf = options.keyOf;
    this.#fated = options.fated;
    this.rows = options.rows;
    this.outOfDate = !sameList(this.rows, options.from.sorted);
  }

  /** Everything in its place. */
  static anew<T>(from: Settling<T>, keyOf: KeyOf<T>): SettledRows<T> {
    return new SettledRows<T>({ from, keyOf, rows: from.sorted, fated: new Map() });
  }

  fateOf(key: string): RowFate {
    return this.#fated.get(key)?.fate ?? 'here';
  }

  /** The rows keep their places and only change their contents; what is new comes at the end. */
  then(from: Settling<T>): SettledRows<T> {
    if (from.sorted === this.#from.sorted && from.all === this.#from.all) {
      return this;
    }
    const sorted = this.#changes(this.#from.sorted, from.sorted);
    const all = from.all === from.sorted ? sorted : this.#changes(this.#from.all, from.all);
    const rows = [...this.rows];
    const fated = new Map(this.#fated);
    const places = this.#places([...sorted.gone.values()]);
    for (const [key, row] of sorted.come) {
      const before = sorted.gone.get(key);
      const place = before === undefined ? fated.get(key)?.place : places(before);
      rows[place ?? rows.length] = row;
      fated.delete(key);
    }
    for (const [key, row] of sorted.gone) {
      if (!sorted.come.has(key)) {
        fated.set(key, { fate: all.gone.has(key) ? 'gone' : 'left', place: places(row) });
      }
    }
    for (const [key, { fate, place }] of fated) {
      const row = all.come.get(key);
      rows[place] = row ?? (rows[place] as T);
      const isGone = row === undefined && (fate === 'gone' || all.gone.has(key));
      fated.set(key, { fate: isGone ? 'gone' : 'left', place });
    }
    return new SettledRows({ from, keyOf: this.#keyOf, rows, fated });
  }

  /** By key. A row that only moved has come. */
  #changes(before: readonly T[], now: readonly T[]): { gone: Map<string, T>; come: Map<string, T> } {
    const { gone, come } = changesBetween(before, now) ?? changesByObject(before, now);
    const keyed = (rows: readonly T[]) => new Map(rows.map(row => [this.#keyOf(row), row]));
    return { gone: keyed(gone), come: keyed(come) };
  }

  /** Where rows stand. Few are looked for one by one; for many it is worth to remember where all are. */
  #places(asked: readonly T[]): (row: T) => number {
    if (asked.length < FEW) {
      return row => this.rows.indexOf(row);
    }
    const places = new Map(this.rows.map((row, place) => [row, place]));
    return row => places.get(row) ?? -1;
  }
}

const FEW = 100;

function changesByObject<T>(before: readonly T[], now: readonly T[]): ListChanges<T> {
  const [were, are] = [new Set(before), new Set(now)];
  return { gone: before.filter(row => !are.has(row)), come: now.filter(row => !were.has(row)) };
}

function sameList<T>(a: readonly T[], b: readonly T[]): boolean {
  let same = a === b ? a.length : 0;
  while (same < a.length && a[same] === b[same]) {
    same += 1;
  }
  return a.length === b.length && same === a.length;
}
