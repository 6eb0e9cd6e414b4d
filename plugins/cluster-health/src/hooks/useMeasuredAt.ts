import { RowMap } from '@greenroom/plugin-portal-common';
import { useLayoutEffect, useMemo, useRef } from 'react';
import { z } from 'zod';
import { newestUsage } from '../cluster/sections';

/** All are measured at once: what of some of them is told is told of all. */
const SOME = 200;

const measured = z.object({ usage: z.object({ at: z.string() }) });

/** When the metrics API measured last, by some of the rows that say something else than before. */
export function useMeasuredAt(rows: RowMap): string | undefined {
  const last = useRef<{ rows: RowMap; at?: string }>({ rows: RowMap.of() });
  const now = useMemo(() => {
    const { rows: before, at } = last.current;
    return {
      rows,
      at: newestUsage([{ usage: at === undefined ? undefined : { at } }, ...usagesOf(rows, before)]),
    };
  }, [rows]);
  useLayoutEffect(() => {
    last.current = now;
  }, [now]);
  return now.at;
}

function usagesOf(rows: RowMap, before: RowMap): z.infer<typeof measured>[] {
  const found: z.infer<typeof measured>[] = [];
  let left = SOME;
  for (const { is } of rows.differencesFrom(before)) {
    const { data } = measured.safeParse(is);
    if (data) {
      found.push(data);
    }
    left -= 1;
    if (left === 0) {
      break;
    }
  }
  return found;
}
