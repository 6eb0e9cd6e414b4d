import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { type Filters, readFilters, writeFilters } from '../all/filters';
import { readSort, type Sort, writeSort } from '../all/order';

/** What the table is narrowed to and ordered by, kept in the address so that it can be sent to somebody. */
export function useTableState(): {
  filters: Filters;
  sort: Sort;
  setFilters: (filters: Filters) => void;
  setSort: (sort: Sort) => void;
} {
  const [params, setParams] = useSearchParams();
  const filters = useMemo(() => readFilters(params), [params]);
  const sort = useMemo(() => readSort(params), [params]);
  const setFilters = useCallback(
    (next: Filters) => setParams(now => writeFilters(next, now), { replace: true }),
    [setParams],
  );
  const setSort = useCallback(
    (next: Sort) => setParams(now => writeSort(next, now), { replace: true }),
    [setParams],
  );
  return { filters, sort, setFilters, setSort };
}
