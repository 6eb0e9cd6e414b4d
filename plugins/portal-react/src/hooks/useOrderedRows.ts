import { useLayoutEffect, useMemo, useRef } from 'react';
import type { DataTableShape } from '../components/table/DataColumn';
import type { GridSort } from '../components/table/GridHead';
import { rowFilter, type TableFilters } from '../table/filters';
import { type Compare, reordered, totalOrder } from '../table/order';

/** Rows that pass the filters, in order. While the order is the same one, only rows that changed are put in their places. */
export function useOrderedRows<T extends object>(options: {
  shape: DataTableShape<T>;
  rows: readonly T[];
  filters: TableFilters;
  sort: GridSort;
}): readonly T[] {
  const { shape, rows, filters, sort } = options;
  const order = useMemo(() => orderOf(shape, sort), [shape, sort]);
  const last = useRef<{ order: Compare<T>; rows: readonly T[] }>();
  const ordered = useMemo(() => {
    const passing = rows.filter(rowFilter(filters, shape));
    const before = last.current?.order === order ? last.current.rows : undefined;
    return before ? reordered(before, passing, order) : passing.sort(order);
  }, [rows, filters, shape, order]);
  useLayoutEffect(() => {
    last.current = { order, rows: ordered };
  }, [order, ordered]);
  return ordered;
}

function orderOf<T>({ columns, keyOf }: DataTableShape<T>, { by, descending }: GridSort): Compare<T> {
  const compare = columns.find(column => column.by === by)?.compare ?? (() => 0);
  return totalOrder(compare, keyOf, descending);
}
