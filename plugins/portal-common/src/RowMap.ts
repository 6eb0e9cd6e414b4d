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
    const row = this.#at(this.#places.of.get(key));
    return row === NOTHING ? undefined : row;
  }

  has(key: string): boolean {
    return this.#at(this.#places.of.get(key)) !== NOTHING;
  }

  /** The same with these, and without those; the same object where nothing is other than before. */
  with(upserts: Iterable<readonly [key: string, row: T]>, removals: Iterable<string> = []): RowMap<T> {
    const slots = [...this.#slots];
    let { size } = this;
    let isOther = false;
    const put = (key: string, row: Slot<T>) => {
      const place = this.#placeOf(key);
      while (slots.length <= place) slots.push(NOTHING);
      const before = slots[place];
      isOther ||= before !== row;
      size += Number(before === NOTHING) - Number(row === NOTHING);
      slots[place] = row;
    };
    for (const [key, row] of upserts) put(key, row);
    for (const key of removals) if (this.#places.of.has(key)) put(key, NOTHING);
    if (!isOther) {
      return this;
    }
    return new RowMap(this.#places, slots, size);
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
    const was = before.placedAs(this);
    const length = Math.max(this.#slots.length, was.#slots.length);
    for (let place = 0; place < length; place += 1) {
      const from = was.#at(place);
      const to = this.#at(place);
      if (from !== to) {
        const key = this.#places.keys[place] ?? '';
        yield { key, ...(from !== NOTHING && { was: from }), ...(to !== NOTHING && { is: to }) };
      }
    }
  }

  /** The rows without their keys: the same list each time. */
  list(): readonly T[] {
    this.#list ??= this.#slots.filter((row): row is T => row !== NOTHING);
    return this.#list;
  }

  *entries(): Generator<[string, T], undefined, undefined> {
    for (let place = 0; place < this.#slots.length; place += 1) {
      const row = this.#at(place);
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

  #at(place: number | undefined): Slot<T> {
    // Of a later moment there may be more places than these.
    return place !== undefined && place < this.#slots.length ? (this.#slots[place] as Slot<T>) : NOTHING;
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
