import { remembered } from './remembered';

/**
 * A row as a table shows it. While somebody points at the table nothing may jump, so a row that left the filter
 * or the world keeps its place and says so.
 */
export interface TableRow<T> {
  key: string;
  row: T;
  fate: 'here' | 'left' | 'gone';
}

export interface Settled<T> {
  rows: readonly TableRow<T>[];
  /** What is shown is not what a fresh look would show. */
  outOfDate: boolean;
}

/** What a row is known by. */
export type KeyOf<T> = (row: T) => string;

/** A table of tens of thousands of rows is settled at each change: what did not change stays the same object. */
export class Settler<T extends object> {
  readonly #keyOf: KeyOf<T>;
  readonly #here: (row: T) => TableRow<T>;

  constructor(keyOf: KeyOf<T>) {
    this.#keyOf = keyOf;
    this.#here = remembered(row => ({ key: keyOf(row), row, fate: 'here' }));
  }

  /** Everything in its place. */
  anew(sorted: readonly T[]): Settled<T> {
    return { rows: sorted.map(this.#here), outOfDate: false };
  }

  /**
   * The rows that are held keep their places and only change their contents; what is new comes at the end.
   *
   * @param held - what is on the screen
   * @param sorted - what a fresh look would show, in its order
   * @param all - every row there is, whether it passes the filter or not
   */
  held(held: readonly TableRow<T>[], sorted: readonly T[], all: readonly T[]): Settled<T> {
    const fresh = new Map(sorted.map(row => [this.#keyOf(row), row]));
    const known = sorted === all ? fresh : new Map(all.map(row => [this.#keyOf(row), row]));
    const rows = held.map(before => this.#now(before, fresh, known));
    rows.forEach(({ key }) => fresh.delete(key));
    fresh.forEach(row => rows.push(this.#here(row)));
    const current = rows.length === sorted.length && sorted.every((row, index) => rows[index]?.row === row);
    return { rows, outOfDate: !current };
  }

  #now(before: TableRow<T>, fresh: ReadonlyMap<string, T>, known: ReadonlyMap<string, T>): TableRow<T> {
    const matching = fresh.get(before.key);
    if (matching) {
      return this.#here(matching);
    }
    const row = known.get(before.key);
    const fate = row === undefined ? 'gone' : 'left';
    return before.fate === fate && (row ?? before.row) === before.row
      ? before
      : { key: before.key, row: row ?? before.row, fate };
  }
}
