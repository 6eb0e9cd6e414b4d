import type { Around, RelationColumn } from './Expression';
import type { Value } from './values';

/** A SELECT with its columns known. */
export interface Query {
  columns: readonly RelationColumn[];
  rows(around: Around): Value[][];
}
