import { type RolloutRow, rolloutKey } from '@greenroom/plugin-rollouts-common';

/**
 * A row as the table shows it. While somebody points at the table nothing may jump, so a row that left the filter
 * or the cluster keeps its place and says so.
 */
export interface TableRow {
  key: string;
  row: RolloutRow;
  fate: 'here' | 'left' | 'gone';
}

export interface Settled {
  rows: readonly TableRow[];
  /** What is shown is not what a fresh look would show. */
  outOfDate: boolean;
}

/** Everything in its place. */
export function settleAnew(sorted: readonly RolloutRow[]): Settled {
  return { rows: sorted.map(row => ({ key: rolloutKey(row), row, fate: 'here' })), outOfDate: false };
}

/**
 * The rows that are held keep their places and only change their contents; what is new comes at the end.
 *
 * @param held - what is on the screen
 * @param sorted - what a fresh look would show, in its order
 * @param known - every row there is, whether it passes the filter or not
 */
export function settleHeld(
  held: readonly TableRow[],
  sorted: readonly RolloutRow[],
  known: ReadonlyMap<string, RolloutRow>,
): Settled {
  const matching = new Map(sorted.map(row => [rolloutKey(row), row]));
  const kept = held.map(({ key, row }): TableRow => {
    const now = known.get(key);
    const left = now ? 'left' : 'gone';
    return { key, row: now ?? row, fate: matching.has(key) ? 'here' : left };
  });
  const shown = new Set(held.map(({ key }) => key));
  const added = settleAnew(sorted.filter(row => !shown.has(rolloutKey(row)))).rows;
  const rows = [...kept, ...added];
  const current =
    rows.length === sorted.length && sorted.every((row, index) => rows[index]?.key === rolloutKey(row));
  return { rows, outOfDate: !current };
}
