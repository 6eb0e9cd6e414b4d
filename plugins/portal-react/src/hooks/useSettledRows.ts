import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type KeyOf, type Settled, Settler, type TableRow } from '../table/settle';

/**
 * Rows that keep their places while somebody points at them or has the keyboard in them.
 *
 * @param sorted - the rows as they should stand now
 * @param all - every row, whether it passes the filter or not
 * @param keyOf - what a row is known by; the same function at each call
 * @param asked - what the person asked for (filters, order): when it changes, everything is settled anew
 * @param held - whether the person is at the rows
 */
export function useSettledRows<T extends object>(options: {
  sorted: readonly T[];
  all: readonly T[];
  keyOf: KeyOf<T>;
  asked: string;
  held: boolean;
}): Settled<T> & { settle: () => void } {
  const { sorted, all, keyOf, asked, held } = options;
  const settler = useMemo(() => new Settler(keyOf), [keyOf]);
  const [times, setTimes] = useState(0);
  const shown = useRef<{ rows: readonly TableRow<T>[]; asked: string; times: number }>();
  const settled = useMemo(() => {
    const before = shown.current;
    return held && before && before.asked === asked && before.times === times
      ? settler.held(before.rows, sorted, all)
      : settler.anew(sorted);
  }, [sorted, all, settler, asked, times, held]);
  useLayoutEffect(() => {
    shown.current = { rows: settled.rows, asked, times };
  }, [settled, asked, times]);
  const settle = useCallback(() => setTimes(n => n + 1), []);
  return { ...settled, settle };
}
