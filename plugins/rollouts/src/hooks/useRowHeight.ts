import { useSyncExternalStore } from 'react';

/** Where rows are too narrow for columns they stand in lines; must agree with the table's style sheet. */
const NARROW = '(max-width: 760px)';
const ROW_PX = 52;
const NARROW_ROW_PX = 112;

/** How high a row of the table is on this screen, in pixels. */
export function useRowHeight(): number {
  return useSyncExternalStore(watchNarrow, () =>
    window.matchMedia(NARROW).matches ? NARROW_ROW_PX : ROW_PX,
  );
}

function watchNarrow(listener: () => void): () => void {
  const query = window.matchMedia(NARROW);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}
