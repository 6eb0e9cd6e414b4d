/** Where each key stands: places are given once and never again to another key, so that many versions share them. */
interface Places {
  readonly of: Map<string, number>;
  readonly keys: string[];
}

/** No row stands here. */
const NOTHING: unique symbol = Symbol('nothing');
type Slot<T> = T | typeof NOTHING;

/** Of so few, empty places are not worth looking at. */
const FEW = 64;

/** What of a row is other than it was; absent: it was not there, or is gone. */
export interface RowDifference<T> {
  key: string;
  was?: T;
  is?: T;
}

/**
 * Rows by key as of one moment. Another moment is another `RowMap`, made for the price of what changed: rows stand in places
 * that both share. Tens of thousands of rows change many times a second: a `Map` of each moment would be built each time
 * from the first row to the last.
 */
export class RowMap<T = unknown> implements ReadonlyMap<string, T> {
  readonly size: number;
  readonly #places: Places;
  readonly #slots: readonly Slot<T>[];
  #list: readonly T[] | undefined;

  private constructor(places: Places, slots: readonly Slot<T>[], size: number) {
    this.#places = places;
    this.#slots = slots;
    this.size = size;
  }

  static of<T>(rows: Iterable<readonly [key: string, row: T]> = []): RowMap<T> {
    return new RowMap<T>({ of: new Map(), keys: [] }, [], 0).with(rows);
  }

  get(key: string): T | undefined {
    const row = at(this.#slots, this.#places.of.get(key));
    return row === NOTHING ? undefined : row;
  }

  has(key: string): boolean {
    return at(this.#slots, this.#places.of.get(key)) !== NOTHING;
  }

  /** The same with these, and without those; the same object where nothing is other than before. */
  with(upserts: Iterable<readonly [key: string, row: T]>, removals: Iterable<string> = []): RowMap<T> {
    let slots: Slot<T>[] | undefined;
    let { size } = this;
    const put = (place: number, row: Slot<T>) => {
      const before = at(slots ?? this.#slots, place);
      if (before !== row) {
        slots ??= [...this.#slots];
        while (slots.length < place) slots.push(NOTHING);
        slots[place] = row;
        size += Number(before === NOTHING) - Number(row === NOTHING);
      }
    };
    for (const [key, row] of upserts) put(this.#placeOf(key), row);
    for (const key of removals) put(this.#places.of.get(key) ?? Infinity, NOTHING);
    return slots ? new RowMap(this.#places, slots, size) : this;
  }

  /** The same rows in places of their own where most places stand empty; nothing shares them any more then. */
  compact(): RowMap<T> {
    return this.#places.keys.length > 2 * this.size + FEW ? RowMap.of(this) : this;
  }

  /** No rows, with places for the keys of these: what is made of each of these rows stands in them. */
  none<U>(): RowMap<U> {
    return new RowMap<U>(this.#places, [], 0);
  }

  /** The same rows in the places of another, so that the two are compared place by place. */
  placedAs(other: RowMap<unknown>): RowMap<T> {
    return this.#places === other.#places ? this : other.none<T>().with(this);
  }

  /** What is another object than it was in `before`, for about the price of what is. */
  *differencesFrom(before: RowMap<T>): Generator<RowDifference<T>, void, undefined> {
    const was = before.placedAs(this).#slots;
    const is = this.#slots;
    const length = Math.max(was.length, is.length);
    for (let place = 0; place < length; place += 1) {
      if (was[place] !== is[place]) {
        const from = at(was, place);
        const to = at(is, place);
        if (from !== to) {
          const key = this.#places.keys[place] ?? '';
          yield { key, ...(from !== NOTHING && { was: from }), ...(to !== NOTHING && { is: to }) };
        }
      }
    }
  }

  /** The rows without their keys: the same list each time. */
  list(): readonly T[] {
    this.#list ??=
      this.size === this.#slots.length ? (this.#slots as readonly T[]) : this.#slots.filter(isRow);
    return this.#list;
  }

  *entries(): Generator<[string, T], undefined, undefined> {
    for (let place = 0; place < this.#slots.length; place += 1) {
      const row = at(this.#slots, place);
      if (row !== NOTHING) {
        yield [this.#places.keys[place] ?? '', row];
      }
    }
    return undefined;
  }

  *keys(): Generator<string, undefined, undefined> {
    for (const [key] of this.entries()) yield key;
    return undefined;
  }

  *values(): Generator<T, undefined, undefined> {
    yield* this.list();
    return undefined;
  }

  [Symbol.iterator]() {
    return this.entries();
  }

  forEach(call: (row: T, key: string, map: ReadonlyMap<string, T>) => void): void {
    for (const [key, row] of this.entries()) call(row, key, this);
  }

  #placeOf(key: string): number {
    const { of, keys } = this.#places;
    const known = of.get(key);
    if (known !== undefined) {
      return known;
    }
    of.set(key, keys.length);
    return keys.push(key) - 1;
  }
}

/** Of a later moment there may be more places than these. */
function at<T>(slots: readonly Slot<T>[], place = Infinity): Slot<T> {
  return place < slots.length ? (slots[place] as Slot<T>) : NOTHING;
}

function isRow<T>(slot: Slot<T>): slot is T {
  return slot !== NOTHING;
}
