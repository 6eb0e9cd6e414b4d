import { useCallback, useSyncExternalStore } from 'react';
import { pageClock } from '../time/clock';

const subscribe = (listener: () => void) => pageClock.subscribe(listener);

/**
 * Something made of the present, made anew each second. The component is drawn again only when the result differs,
 * so make a string or a number of it: `useTicking(now => formatAge(at, now))`.
 */
export function useTicking<T extends string | number | boolean>(make: (now: Date) => T): T {
  const snapshot = useCallback(() => make(pageClock.now()), [make]);
  return useSyncExternalStore(subscribe, snapshot);
}
