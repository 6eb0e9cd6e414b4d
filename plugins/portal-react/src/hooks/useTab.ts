import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

const nothing: readonly string[] = [];

/**
 * Which tab is open, kept in the address; the first one where it names none.
 *
 * @param forgets - what of the address is about a tab's contents; the same list at each call
 */
export function useTab<T extends string>(
  tabs: readonly T[],
  forgets: readonly string[] = nothing,
): { tab: T | undefined; setTab: (key: string | number) => void } {
  const [params, setParams] = useSearchParams();
  const tab = tabs.find(name => name === params.get('tab')) ?? tabs[0];
  const setTab = useCallback(
    (key: string | number) =>
      setParams(
        now => {
          const next = new URLSearchParams(now);
          forgets.forEach(name => next.delete(name));
          next.set('tab', String(key));
          return next;
        },
        { replace: true },
      ),
    [setParams, forgets],
  );
  return { tab, setTab };
}
