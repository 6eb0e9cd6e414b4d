import { useSyncExternalStore } from 'react';

/** Where rows are too narrow for columns they stand in lines; must agree with the table's style sheet. */
const NARROW = '(max-width: 760px)';

/** How high a row of a table is on this screen, in pixels, of what it is where there is room and where there is not. */
export function useRowHeight(wide: number, narrow: number): number {
  return useSyncExternalStore(watchNarrow, () => (window.matchMedia(NARROW).matches ? narrow : wide));
}

function watchNarrow(listener: () => void): () => void {
  const query = window.matchMedia(NARROW);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}
