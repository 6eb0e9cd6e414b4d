import { useLayoutEffect, useMemo, useRef } from 'react';
import type { DataTableShape } from '../components/table/DataColumn';
import type { GridSort } from '../components/table/GridHead';
import { changesBetween } from '../table/changes';
import { rowFilter, type TableFilters } from '../table/filters';
import { type Compare, reordered, totalOrder } from '../table/order';

/** All rows in an order, and of these what passes a filter. */
interface Ordered<T> {
  rows: readonly T[];
  order: Compare<T>;
  passes: (row: T) => boolean;
  all: readonly T[];
  passing: readonly T[];
}

/** Rows that pass the filters, in order. As long as that is the same, only rows that changed are looked at. */
export function useOrderedRows<T extends object>(options: {
  shape: DataTableShape<T>;
  rows: readonly T[];
  filters: TableFilters;
  sort: GridSort;
}): readonly T[] {
  const { shape, rows, filters, sort } = options;
  const order = useMemo(() => orderOf(shape, sort), [shape, sort]);
  const passes = useMemo(() => rowFilter(filters, shape), [filters, shape]);
  return useOrdered(useMemo(() => ({ rows, order, passes }), [rows, order, passes]));
}

/** What passes, in order; only rows that changed are looked at. @param asked - the same object while it is the same */
export function useOrdered<T>(asked: Pick<Ordered<T>, 'rows' | 'order' | 'passes'>): readonly T[] {
  const last = useRef<Ordered<T>>();
  const ordered = useMemo(() => orderRows(asked, last.current), [asked]);
  useLayoutEffect(() => {
    last.current = ordered;
  }, [ordered]);
  return ordered.passing;
}

/** What is asked for; of what was made before as much as is still right. */
export function orderRows<T>(
  asked: Pick<Ordered<T>, 'rows' | 'order' | 'passes'>,
  before: Ordered<T> | undefined,
): Ordered<T> {
  const { rows, order, passes } = asked;
  const changes = before?.order === order ? changesBetween(before.rows, rows) : undefined;
  const all = before && changes ? reordered(before.all, changes, order) : [...rows].sort(order);
  if (before && changes && before.passes === passes) {
    const come = changes.come.filter(passes);
    const isAll = before.passing === before.all && come.length === changes.come.length;
    return { ...asked, all, passing: isAll ? all : reordered(before.passing, { ...changes, come }, order) };
  }
  const passing = all.filter(passes);
  return { ...asked, all, passing: passing.length === all.length ? all : passing };
}

function orderOf<T>({ columns, keyOf }: DataTableShape<T>, { by, descending }: GridSort): Compare<T> {
  const compare = columns.find(column => column.by === by)?.compare ?? (() => 0);
  return totalOrder(compare, keyOf, descending);
}
