import type { RolloutRow } from '@greenroom/plugin-rollouts-common';
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type Settled, settleAnew, settleHeld, type TableRow } from '../all/settle';

/**
 * Rows that keep their places while somebody points at them or has the keyboard in them.
 *
 * @param sorted - the rows as they should stand now
 * @param known - every row, whether it passes the filter or not
 * @param asked - what the person asked for (filters, order): when it changes, everything is settled anew
 * @param held - whether the person is at the rows
 */
export function useSettledRows(options: {
  sorted: readonly RolloutRow[];
  known: ReadonlyMap<string, RolloutRow>;
  asked: string;
  held: boolean;
}): Settled & { settle: () => void } {
  const { sorted, known, asked, held } = options;
  const [times, setTimes] = useState(0);
  const shown = useRef<{ rows: readonly TableRow[]; asked: string; times: number }>();
  const settled = useMemo(() => {
    const before = shown.current;
    return held && before && before.asked === asked && before.times === times
      ? settleHeld(before.rows, sorted, known)
      : settleAnew(sorted);
  }, [sorted, known, asked, times, held]);
  useLayoutEffect(() => {
    shown.current = { rows: settled.rows, asked, times };
  }, [settled, asked, times]);
  const settle = useCallback(() => setTimes(n => n + 1), []);
  return { ...settled, settle };
}
