import { changesBetween } from './changes';

/** How many rows have each value, of those that each has. */
export interface Tally<T, V> {
  rows: readonly T[];
  valuesOf: (row: T) => readonly V[];
  counts: ReadonlyMap<V, number>;
}

/** Counts rows: where the same was counted of rows before, only what changed since. */
export function tallyRows<T, V>(
  rows: readonly T[],
  valuesOf: (row: T) => readonly V[],
  before?: Tally<T, V>,
): Tally<T, V> {
  const changes = before?.valuesOf === valuesOf ? changesBetween(before.rows, rows) : undefined;
  if (!before || !changes) {
    return { rows, valuesOf, counts: added(new Map(), rows, valuesOf, 1) };
  }
  const counts = added(added(new Map(before.counts), changes.gone, valuesOf, -1), changes.come, valuesOf, 1);
  return { rows, valuesOf, counts };
}

function added<T, V>(
  counts: Map<V, number>,
  rows: readonly T[],
  valuesOf: (row: T) => readonly V[],
  by: number,
): Map<V, number> {
  for (const value of rows.flatMap(valuesOf)) {
    const count = (counts.get(value) ?? 0) + by;
    if (count === 0) counts.delete(value);
    else counts.set(value, count);
  }
  return counts;
}
