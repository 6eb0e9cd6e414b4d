import { sameValue } from './sameValue';

/**
 * Gives objects and lists that say the same the same memory: the labels of a thousand pods of one template are one
 * object, and it is frozen.
 *
 * Bounded: when the young half is full it becomes the old half and the old half is forgotten, so that what is seen
 * again and again stays and what is seen once goes.
 */
export class SharedValues {
  #young = new Map<string, object>();
  #old = new Map<string, object>();
  readonly #half: number;

  constructor(size = 4_096) {
    this.#half = Math.max(1, Math.floor(size / 2));
  }

  get size(): number {
    return this.#young.size + this.#old.size;
  }

  /** The row, what it holds replaced in place by what other rows hold already. */
  row<Row extends object>(row: Row): Row {
    return this.#shareFields(row);
  }

  #shareFields<T extends object>(holder: T): T {
    for (const key in holder) {
      if (Object.hasOwn(holder, key)) {
        const value = holder[key];
        // What is frozen came from here.
        if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
          holder[key] = this.#share(value);
        }
      }
    }
    return holder;
  }

  #share<T extends object>(value: T): T {
    const name = JSON.stringify(value);
    const held = this.#young.get(name) ?? this.#old.get(name);
    if (isSame(held, value)) {
      this.#keep(name, held);
      return held;
    }
    // Something of it may be held where the whole is not.
    const own = Object.freeze(this.#shareFields(value));
    this.#keep(name, own);
    return own;
  }

  #keep(name: string, value: object): void {
    if (this.#young.has(name)) {
      return;
    }
    this.#old.delete(name);
    if (this.#young.size >= this.#half) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(name, value);
  }
}

/** JSON says less than a value: it leaves `undefined` out and has one word for all that is no number. */
function isSame<T extends object>(held: object | undefined, value: T): held is T {
  return held !== undefined && sameValue(held, value);
}
