/**
 * Gives equal strings the same memory: thousands of pods name the same namespaces, nodes, reasons and images.
 *
 * Bounded: when the young half is full it becomes the old half and the old half is forgotten, so that what is seen
 * again and again stays and what is seen once goes.
 */
export class InternTable {
  #young = new Map<string, string>();
  #old = new Map<string, string>();
  readonly #half: number;
  readonly #longest: number;

  /** @param longest - strings of more characters are left alone: messages seldom repeat */
  constructor(size = 20_000, longest = 200) {
    this.#half = Math.max(1, Math.floor(size / 2));
    this.#longest = longest;
  }

  get size(): number {
    return this.#young.size + this.#old.size;
  }

  string(text: string): string {
    if (text.length > this.#longest) {
      return text;
    }
    const young = this.#young.get(text);
    if (young !== undefined) {
      return young;
    }
    const held = this.#old.get(text) ?? text;
    this.#old.delete(text);
    if (this.#young.size >= this.#half) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(held, held);
    return held;
  }

  /** The same plain value, its strings replaced in place by the ones that are held. */
  value<T>(value: T): T {
    if (typeof value === 'string') {
      const held: unknown = this.string(value);
      return held as T;
    }
    if (typeof value === 'object' && value !== null) {
      const record = value as Record<string, unknown>;
      for (const key in record) {
        if (Object.hasOwn(record, key)) {
          record[key] = this.value(record[key]);
        }
      }
    }
    return value;
  }
}
