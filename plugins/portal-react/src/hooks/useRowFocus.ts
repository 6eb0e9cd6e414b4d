import { type KeyboardEvent, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { KeyOf } from '../table/settle';

/** How many rows a page key goes, when it cannot be measured. */
const PAGE = 10;

/**
 * One row at a time takes the keyboard, and the arrow keys move it, as in any grid. `scrollTo` brings a row that is
 * not drawn on the screen; focus follows as soon as it is there.
 */
export function useRowFocus<T>(options: {
  body: RefObject<HTMLElement>;
  rows: readonly T[];
  keyOf: KeyOf<T>;
  scrollTo: (index: number) => void;
}): { current: number; onKeyDown: (event: KeyboardEvent) => void; onFocusRow: (key: string) => void } {
  const { body, rows, keyOf, scrollTo } = options;
  const [currentKey, setCurrentKey] = useState<string>();
  const wanted = useRef<string>();
  const last = useRef(0);
  const current = useMemo(
    () => (currentKey === undefined ? 0 : indexOfKey(rows, keyOf, currentKey, last.current)),
    [rows, keyOf, currentKey],
  );
  last.current = current;

  useEffect(() => {
    if (wanted.current !== undefined) {
      const drawn = body.current?.querySelectorAll<HTMLElement>('[data-key]') ?? [];
      const row = [...drawn].find(({ dataset }) => dataset.key === wanted.current);
      row?.focus({ preventScroll: true });
      wanted.current = row ? undefined : wanted.current;
    }
  });

  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      const next = moved(event.key, current, rows.length);
      const row = next === undefined ? undefined : rows[next];
      if (next === undefined || row === undefined || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      const key = keyOf(row);
      event.preventDefault();
      wanted.current = key;
      scrollTo(next);
      setCurrentKey(key);
    },
    [current, rows, keyOf, scrollTo],
  );
  return { current, onKeyDown, onFocusRow: setCurrentKey };
}

/** Where it was, most of the time: only then it is looked for. */
function indexOfKey<T>(rows: readonly T[], keyOf: KeyOf<T>, key: string, last: number): number {
  const row = rows[last];
  return row !== undefined && keyOf(row) === key
    ? last
    : Math.max(
        0,
        rows.findIndex(other => keyOf(other) === key),
      );
}

function moved(key: string, from: number, length: number): number | undefined {
  const steps: Record<string, number> = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + PAGE,
    PageUp: from - PAGE,
    Home: 0,
    End: length - 1,
  };
  const to = steps[key];
  return to === undefined || length === 0 ? undefined : Math.min(length - 1, Math.max(0, to));
}
