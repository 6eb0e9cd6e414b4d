import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

/** Which tab is open, kept in the address; the first one where it names none. */
export function useTab<T extends string>(
  tabs: readonly T[],
): { tab: T | undefined; setTab: (key: string | number) => void } {
  const [params, setParams] = useSearchParams();
  const tab = tabs.find(name => name === params.get('tab')) ?? tabs[0];
  const setTab = useCallback(
    (key: string | number) =>
      setParams(
        now => {
          const next = new URLSearchParams(now);
          next.set('tab', String(key));
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );
  return { tab, setTab };
}
