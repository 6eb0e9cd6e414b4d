import { useSyncExternalStore } from 'react';
import { browserPageVisibility } from '../api/stream/PageVisibility';

/** Whether somebody can see the page. */
export function usePageVisible(): boolean {
  return useSyncExternalStore(browserPageVisibility.onChange, browserPageVisibility.visible);
}
