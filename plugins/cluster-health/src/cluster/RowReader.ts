import type { z } from 'zod';

/** About twenty milliseconds' worth on a slow machine. */
const STEP = 1000;

export interface ReadRows<T> {
  rows: readonly T[];
  /** How many rows could not be read: say so on the page. */
  unreadable: number;
}

/** Reads each row once, as long as it is the same object, and some at a time. */
export class RowReader<T> {
  readonly #schema: z.ZodType<T>;
  readonly #known = new WeakMap<object, z.ZodSafeParseResult<T>>();

  constructor(schema: z.ZodType<T>) {
    this.#schema = schema;
  }

  /** Reads at most `most` that were not read before; whether all are read then. */
  readSome(rows: ReadonlyMap<string, unknown>, most = STEP): boolean {
    let left = most;
    for (const row of rows.values()) {
      if (typeof row === 'object' && row !== null && !this.#known.has(row)) {
        if (left === 0) {
          return false;
        }
        left -= 1;
        this.#known.set(row, this.#schema.safeParse(row));
      }
    }
    return true;
  }

  /** All of them, in the order the server sent them. */
  rows(rows: ReadonlyMap<string, unknown>): ReadRows<T> {
    const read: T[] = [];
    let unreadable = 0;
    for (const row of rows.values()) {
      const result = this.#result(row);
      if (result.success) {
        read.push(result.data);
      } else {
        unreadable += 1;
      }
    }
    return { rows: read, unreadable };
  }

  #result(row: unknown): z.ZodSafeParseResult<T> {
    const known = typeof row === 'object' && row !== null ? this.#known.get(row) : undefined;
    return known ?? this.#schema.safeParse(row);
  }
}
