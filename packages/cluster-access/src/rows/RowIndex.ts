import type { RowChange, RowIdentity } from '../types';

/** Rows of a collection by something they name, e.g. their owner's uid: kept up change by change. */
export class RowIndex<Row extends RowIdentity> {
  readonly #rows = new Map<string, Map<string, Row>>();
  readonly #namesOf: (row: Row) => readonly string[];

  constructor(namesOf: (row: Row) => readonly string[]) {
    this.#namesOf = namesOf;
  }

  of(name: string): Row[] {
    return [...(this.#rows.get(name)?.values() ?? [])];
  }

  /** The names that the row had or has. */
  apply({ key, row, before }: RowChange<Row>): Set<string> {
    const left = before ? this.#namesOf(before) : [];
    const joined = row ? this.#namesOf(row) : [];
    left.forEach(name => this.#remove(name, key));
    joined.forEach(name => row && this.#add(name, key, row));
    return new Set([...left, ...joined]);
  }

  #add(name: string, key: string, row: Row) {
    const held = this.#rows.get(name) ?? new Map<string, Row>();
    this.#rows.set(name, held.set(key, row));
  }

  #remove(name: string, key: string) {
    const held = this.#rows.get(name);
    held?.delete(key);
    if (held?.size === 0) {
      this.#rows.delete(name);
    }
  }
}
