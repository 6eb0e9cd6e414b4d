import type { GridSort } from '@greenroom/plugin-portal-react';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { readFilters, readSort, type TableFilters, writeFilters, writeSort } from '../table/filters';

/** What a table is narrowed to and ordered by, kept in the address so that it can be sent to somebody. */
export function useTableQuery(
  columns: readonly string[],
  first: string,
): {
  filters: TableFilters;
  sort: GridSort;
  setFilters: (filters: TableFilters) => void;
  setSort: (sort: GridSort) => void;
} {
  const [params, setParams] = useSearchParams();
  const filters = useMemo(() => readFilters(params), [params]);
  const sort = useMemo(() => readSort(params, columns, first), [params, columns, first]);
  const setFilters = useCallback(
    (next: TableFilters) => setParams(now => writeFilters(next, now), { replace: true }),
    [setParams],
  );
  const setSort = useCallback(
    (next: GridSort) => setParams(now => writeSort(next, now), { replace: true }),
    [setParams],
  );
  return { filters, sort, setFilters, setSort };
}
