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

/** Everything in its place. */
export function settleAnew<T>(sorted: readonly T[], keyOf: KeyOf<T>): Settled<T> {
  return { rows: sorted.map(row => ({ key: keyOf(row), row, fate: 'here' })), outOfDate: false };
}

/**
 * The rows that are held keep their places and only change their contents; what is new comes at the end.
 *
 * @param held - what is on the screen
 * @param sorted - what a fresh look would show, in its order
 * @param known - every row there is, whether it passes the filter or not
 */
export function settleHeld<T>(
  held: readonly TableRow<T>[],
  sorted: readonly T[],
  known: ReadonlyMap<string, T>,
  keyOf: KeyOf<T>,
): Settled<T> {
  const matching = new Set(sorted.map(keyOf));
  const kept = held.map(({ key, row }): TableRow<T> => {
    const now = known.get(key);
    const left = now === undefined ? 'gone' : 'left';
    return { key, row: now ?? row, fate: matching.has(key) ? 'here' : left };
  });
  const shown = new Set(held.map(({ key }) => key));
  const added = settleAnew(
    sorted.filter(row => !shown.has(keyOf(row))),
    keyOf,
  ).rows;
  const rows = [...kept, ...added];
  const current =
    rows.length === sorted.length && sorted.every((row, index) => rows[index]?.key === keyOf(row));
  return { rows, outOfDate: !current };
}
