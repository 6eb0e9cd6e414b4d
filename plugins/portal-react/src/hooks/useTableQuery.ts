import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { GridSort } from '../components/table/GridHead';
import {
  readFilters,
  readSort,
  type RowChoice,
  type TableFilters,
  writeFilters,
  writeSort,
} from '../table/filters';

/**
 * What a table is narrowed to and ordered by, kept in the address so that it can be sent to somebody.
 *
 * @param columns - what it can be ordered by, the usual one first; the same list at each call, as are `choices`
 */
export function useTableQuery(
  columns: readonly string[],
  choices: readonly Pick<RowChoice<never>, 'by'>[] | undefined,
): {
  filters: TableFilters;
  sort: GridSort;
  setFilters: (filters: TableFilters) => void;
  setSort: (sort: GridSort) => void;
} {
  const [params, setParams] = useSearchParams();
  const filters = useMemo(() => readFilters(params, choices), [params, choices]);
  const sort = useMemo(() => readSort(params, columns, columns[0] ?? ''), [params, columns]);
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
