import type { Relation, RelationColumn } from '../sql/Expression';
import { types, typeNamed } from '../sql/types';
import type { Value } from '../sql/values';
import type { Asking } from './Asking';

/** One row by its column names; what is not there is null. */
export type ViewRow = Readonly<Record<string, Value>>;

/** A view of the catalogue, with the columns and types that PostgreSQL 15 has. */
export interface View {
  columns: readonly RelationColumn[];
  rows(asking: Asking): Iterable<ViewRow>;
}

/** @param columns `name type, name type`, as `pg_attribute` has them */
export function view(columns: string, rows: (asking: Asking) => Iterable<ViewRow>): View {
  return { columns: columnsOf(columns), rows };
}

export function columnsOf(text: string): RelationColumn[] {
  return text.split(',').map(column => {
    const [name = '', type = ''] = column.trim().split(/\s+/);
    return { name, type: typeNamed(type) ?? types.text };
  });
}

export function relationOf({ columns, rows }: View, asking: Asking): Relation {
  return {
    columns,
    rows: () => Array.from(rows(asking), row => columns.map(({ name }) => row[name] ?? null)),
  };
}
