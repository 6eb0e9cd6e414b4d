import type { Verdict } from '@greenroom/plugin-portal-common';
import { byText, worstFirst } from '../../table/order';
import { StateCell, TextCell, TimeCell } from './Cells';
import type { DataColumn } from './DataColumn';

/** How a row is and why, worst first: the first column of most tables. */
export function stateColumn<T extends { verdict: Verdict; since?: string; name?: string }>(
  width = 'minmax(150px, 1.5fr)',
): DataColumn<T> {
  return {
    name: 'How it is',
    by: 'state',
    hint: 'worst first',
    width,
    compare: worstFirst,
    cell: ({ verdict, name }) => <StateCell verdict={verdict} name={name} />,
  };
}

/** What a column is, beside what it says of a row. */
export type ColumnHead = { name: string; by: string; width: string; hint?: string };

/** A text of a row, or a dash where there is none. */
export function textColumn<T>(head: ColumnHead, of: (row: T) => string | undefined): DataColumn<T> {
  return { ...head, compare: byText(of), cell: row => <TextCell text={of(row)} /> };
}

/** An instant of a row, or a dash where nobody knows. */
export function timeColumn<T>(head: ColumnHead, of: (row: T) => string | undefined): DataColumn<T> {
  return { ...head, compare: byText(of), cell: row => <TimeCell at={of(row)} /> };
}
