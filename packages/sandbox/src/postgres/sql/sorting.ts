import type { Node, SortBy } from 'libpg-query';
import type { Expression, Row } from './Expression';
import { compare, type Value } from './values';

/** Compares two rows as ORDER BY says: what is null is greater than everything, unless it says otherwise. */
export function sorting(
  clauses: readonly Node[],
  compileOne: (node: Node) => Expression,
): (one: Row, other: Row) => number {
  const keys = clauses.flatMap(clause => ('SortBy' in clause ? [keyOf(clause.SortBy, compileOne)] : []));
  return (one, other) => {
    for (const key of keys) {
      const compared = key(one, other);
      if (compared !== 0) return compared;
    }
    return 0;
  };
}

function keyOf({ node, sortby_dir, sortby_nulls }: SortBy, compileOne: (node: Node) => Expression) {
  const expression = node && compileOne(node);
  const isDown = sortby_dir === 'SORTBY_DESC';
  const nullsFirst =
    sortby_nulls === 'SORTBY_NULLS_FIRST' || (isDown && sortby_nulls !== 'SORTBY_NULLS_LAST');
  return (one: Row, other: Row) => {
    const [first, second] = [expression?.evaluate(one) ?? null, expression?.evaluate(other) ?? null];
    if (first === null || second === null) return nulls(first, second) * (nullsFirst ? -1 : 1);
    return compare(first, second) * (isDown ? -1 : 1);
  };
}

function nulls(first: Value, second: Value): number {
  if (first === second) return 0;
  return first === null ? 1 : -1;
}
