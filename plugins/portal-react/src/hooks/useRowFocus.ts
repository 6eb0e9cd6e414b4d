import { type KeyboardEvent, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { TableRow } from '../table/settle';

/** How many rows a page key goes, when it cannot be measured. */
const PAGE = 10;

/**
 * One row at a time takes the keyboard, and the arrow keys move it, as in any grid. `scrollTo` brings a row that is
 * not drawn on the screen; focus follows as soon as it is there.
 */
export function useRowFocus(options: {
  body: RefObject<HTMLElement>;
  rows: readonly TableRow<unknown>[];
  scrollTo: (index: number) => void;
}): { current: number; onKeyDown: (event: KeyboardEvent) => void; onFocusRow: (key: string) => void } {
  const { body, rows, scrollTo } = options;
  const [currentKey, setCurrentKey] = useState<string>();
  const wanted = useRef<string>();
  const current = useMemo(
    () =>
      currentKey === undefined
        ? 0
        : Math.max(
            0,
            rows.findIndex(({ key }) => key === currentKey),
          ),
    [rows, currentKey],
  );

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
      const key = next === undefined ? undefined : rows[next]?.key;
      if (next === undefined || key === undefined || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      event.preventDefault();
      wanted.current = key;
      scrollTo(next);
      setCurrentKey(key);
    },
    [current, rows, scrollTo],
  );
  return { current, onKeyDown, onFocusRow: setCurrentKey };
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
