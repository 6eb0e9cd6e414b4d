import { useLayoutEffect, useMemo, useRef } from 'react';
import { type Tally, tallyRows } from '../table/tally';

/**
 * How many rows have each value, for each way of asking for one; kept up by what changes of them.
 *
 * @param asked - the same list at each call
 */
export function useTallies<T, V>(
  rows: readonly T[],
  asked: readonly ((row: T) => readonly V[])[],
): readonly ReadonlyMap<V, number>[] {
  const last = useRef<readonly Tally<T, V>[]>([]);
  const tallies = useMemo(
    () => asked.map((valuesOf, index) => tallyRows(rows, valuesOf, last.current[index])),
    [rows, asked],
  );
  useLayoutEffect(() => {
    last.current = tallies;
  }, [tallies]);
  return useMemo(() => tallies.map(({ counts }) => counts), [tallies]);
}
