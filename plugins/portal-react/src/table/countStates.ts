import type { VerdictState } from '@greenroom/plugin-portal-common';

/** How many rows are in each state; states that nothing is in are zero. */
export function countStates<T>(
  rows: Iterable<T>,
  stateOf: (row: T) => VerdictState,
): Record<VerdictState, number> {
  const counts = { healthy: 0, progressing: 0, waiting: 0, degraded: 0, unknown: 0 };
  for (const row of rows) {
    counts[stateOf(row)] += 1;
  }
  return counts;
}
