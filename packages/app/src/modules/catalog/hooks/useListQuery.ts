import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

/** What a list is narrowed to, kept in the address, so that it can be sent to somebody. */
export interface ListQuery {
  text: string;
  kind: string;
  mine: boolean;
}

export function useListQuery(defaultKind: string): [ListQuery, (change: Partial<ListQuery>) => void] {
  const [params, setParams] = useSearchParams();
  const query = useMemo(
    () => ({
      text: params.get('q') ?? '',
      kind: params.get('kind') ?? defaultKind,
      mine: params.get('mine') === 'yes',
    }),
    [params, defaultKind],
  );
  const change = useCallback(
    (part: Partial<ListQuery>) => {
      const next = { ...query, ...part };
      const entries = Object.entries({
        q: next.text,
        kind: next.kind === defaultKind ? '' : next.kind,
        mine: next.mine ? 'yes' : '',
      });
      setParams(Object.fromEntries(entries.filter(([, value]) => value !== '')), { replace: true });
    },
    [query, defaultKind, setParams],
  );
  return [query, change];
}
