import { RowMap } from '@greenroom/plugin-portal-common';
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
  /** By key, of those that are not simply here. */
  fates: ReadonlyMap<string, Exclude<RowFate, 'here'>>;
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

const allHere: Settled<never>['fates'] = new Map();

/** A table of tens of thousands of rows is settled at each change, for about the price of what changed. */
export class SettledRows<T> implements Settled<T> {
  readonly rows: readonly T[];
  readonly fates: Settled<T>['fates'];
  readonly outOfDate: boolean;
  readonly #from: Settling<T>;
  readonly #keyOf: KeyOf<T>;
  /** The rows by key in their places, once something moved. */
  readonly #held: RowMap<T> | undefined;

  private constructor(options: {
    from: Settling<T>;
    keyOf: KeyOf<T>;
    held?: RowMap<T>;
    fates?: Settled<T>['fates'];
  }) {
    const { from, keyOf, held, fates = allHere } = options;
    this.#from = from;
    this.#keyOf = keyOf;
    this.#held = held;
    this.rows = held?.list() ?? from.sorted;
    this.fates = fates;
    this.outOfDate = !sameList(this.rows, from.sorted);
  }

  /** Everything in its place. */
  static anew<T>(from: Settling<T>, keyOf: KeyOf<T>): SettledRows<T> {
    return new SettledRows<T>({ from, keyOf });
  }

  /** The rows keep their places and only change their contents; what is new comes at the end. */
  then(from: Settling<T>): SettledRows<T> {
    if (from.sorted === this.#from.sorted && from.all === this.#from.all) {
      return this;
    }
    const keyed = (rows: readonly T[]) => new Map(rows.map(row => [this.#keyOf(row), row]));
    const held = this.#held ?? RowMap.of(keyed(this.rows));
    const sorted = changes(this.#from.sorted, from.sorted, keyed);
    const all = changes(this.#from.all, from.all, keyed);
    const fates = new Map(this.fates);
    const rows = new Map(sorted.come);
    sorted.come.forEach((_, key) => fates.delete(key));
    for (const key of new Set([...sorted.gone.keys(), ...all.gone.keys(), ...all.come.keys()])) {
      if (sorted.come.has(key) || !held.has(key) || !(sorted.gone.has(key) || fates.has(key))) {
        continue;
      }
      const row = all.come.get(key);
      if (row !== undefined) rows.set(key, row);
      const isGone = row === undefined && (all.gone.has(key) || fates.get(key) === 'gone');
      fates.set(key, isGone ? 'gone' : 'left');
    }
    return new SettledRows({ from, keyOf: this.#keyOf, held: held.with(rows), fates });
  }
}

/** By key. A row that only moved has come. */
function changes<T>(
  before: readonly T[],
  now: readonly T[],
  keyed: (rows: readonly T[]) => Map<string, T>,
): { gone: Map<string, T>; come: Map<string, T> } {
  const { gone, come } = changesBetween(before, now) ?? changesByObject(before, now);
  return { gone: keyed(gone), come: keyed(come) };
}

function changesByObject<T>(before: readonly T[], now: readonly T[]): ListChanges<T> {
  const [were, are] = [new Set(before), new Set(now)];
  return { gone: before.filter(row => !are.has(row)), come: now.filter(row => !were.has(row)) };
}

function sameList<T>(a: readonly T[], b: readonly T[]): boolean {
  return a === b || (a.length === b.length && a.every((row, index) => row === b[index]));
}
