import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type KeyOf, type Settled, SettledRows } from '../table/settle';

/**
 * Rows that keep their places while somebody points at them or has the keyboard in them.
 *
 * @param sorted - the rows as they should stand now
 * @param all - every row, whether it passes the filter or not
 * @param keyOf - what a row is known by; the same function at each call
 * @param asked - what the person asked for (filters, order): when it changes, everything is settled anew
 * @param held - whether the person is at the rows
 */
export function useSettledRows<T>(options: {
  sorted: readonly T[];
  all: readonly T[];
  keyOf: KeyOf<T>;
  asked: string;
  held: boolean;
}): { settled: Settled<T>; settle: () => void } {
  const { sorted, all, keyOf, asked, held } = options;
  const [times, setTimes] = useState(0);
  const shown = useRef<{ rows: SettledRows<T>; keyOf: KeyOf<T>; asked: string; times: number }>();
  const settled = useMemo(() => {
    const before = shown.current;
    return held && before?.asked === asked && before.times === times && before.keyOf === keyOf
      ? before.rows.then({ sorted, all })
      : SettledRows.anew({ sorted, all }, keyOf);
  }, [sorted, all, keyOf, asked, times, held]);
  useLayoutEffect(() => {
    shown.current = { rows: settled, keyOf, asked, times };
  }, [settled, keyOf, asked, times]);
  const settle = useCallback(() => setTimes(n => n + 1), []);
  return { settled, settle };
}
