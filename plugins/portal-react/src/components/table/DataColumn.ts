import type { ReactNode } from 'react';
import type { Filtered } from '../../table/filters';
import type { Compare } from '../../table/order';
import type { GridColumn } from './GridHead';

/** One column of a table. */
export interface DataColumn<T> extends GridColumn {
  /** As CSS has the sizes of a grid's columns. */
  width: string;
  compare?: Compare<T>;
  /** The name of the row, for a screen reader. */
  isName?: boolean;
  /** @param tabIndex - of what can be pressed in it: the grid has the keyboard in one row at a time */
  cell: (row: T, tabIndex: number) => ReactNode;
}

/** What the rows of a table are and how they are drawn. */
export interface DataTableShape<T> extends Filtered<T> {
  /** e.g. `Workloads` */
  label: string;
  /** What one is, e.g. `workload`. */
  noun: string;
  searchHint: string;
  keyOf: (row: T) => string;
  columns: readonly DataColumn<T>[];
  /** Of a row on a narrow screen, pixels, where its cells take more than the usual room there. */
  narrowRowPx?: number;
}
