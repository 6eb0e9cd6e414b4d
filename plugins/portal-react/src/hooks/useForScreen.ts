import { useSyncExternalStore } from 'react';

/** Where rows are too narrow for columns they stand in lines; must agree with the tables' style sheet. */
const NARROW = '(max-width: 760px)';

/** One number on a screen with room for columns, the other on one without. */
export function useForScreen(wide: number, narrow: number): number {
  return useSyncExternalStore(watchNarrow, () => (window.matchMedia(NARROW).matches ? narrow : wide));
}

function watchNarrow(listener: () => void): () => void {
  const query = window.matchMedia(NARROW);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}
