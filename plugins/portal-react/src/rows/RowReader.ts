import { RowMap, sameJson } from '@greenroom/plugin-portal-common';
import type { z } from 'zod';

/**
 * Reads the rows of a topic, each when it has changed. Where reading leaves a row as it is, what is read is the row itself,
 * not a copy of it: of tens of thousands each is there once.
 */
export class RowReader<T> {
  readonly #schema: z.ZodType<T>;
  /** The rows as they were read last, some of them anew. */
  #seen = RowMap.of<unknown>();
  #rows = RowMap.of<T>();
  #unreadable = RowMap.of<true>();

  constructor(schema: z.ZodType<T>) {
    this.#schema = schema;
  }

  /** What was read. */
  get rows(): RowMap<T> {
    return this.#rows;
  }

  /** How many rows could not be read: say so on the page. */
  get unreadable(): number {
    return this.#unreadable.size;
  }

  /** Reads at most `most` of what is other than before; whether that was all. */
  readSome(rows: RowMap, most = Infinity): boolean {
    this.#settle(rows);
    const changed: [key: string, row: unknown][] = [];
    const gone: string[] = [];
    let left = most;
    for (const { key, is } of rows.differencesFrom(this.#seen)) {
      if (left === 0) {
        break;
      }
      left -= 1;
      if (is === undefined) gone.push(key);
      else changed.push([key, is]);
    }
    this.#seen = this.#seen.with(changed, gone);
    this.#take(changed, gone);
    return left > 0;
  }

  /** In the places of the rows that are read now: what did not change is then found without looking for it. */
  #settle(rows: RowMap): void {
    this.#seen = this.#seen.placedAs(rows);
    this.#rows = this.#rows.placedAs(rows);
    this.#unreadable = this.#unreadable.placedAs(rows);
  }

  #take(changed: readonly (readonly [key: string, row: unknown])[], gone: readonly string[]): void {
    const good: [string, T][] = [];
    const bad: [string, true][] = [];
    for (const [key, row] of changed) {
      const { success, data } = this.#schema.safeParse(row);
      if (success) good.push([key, sameJson(data, row) ? (row as T) : data]);
      else bad.push([key, true]);
    }
    this.#rows = this.#rows.with(good, [...gone, ...bad.map(([key]) => key)]);
    this.#unreadable = this.#unreadable.with(bad, [...gone, ...good.map(([key]) => key)]);
  }
}
