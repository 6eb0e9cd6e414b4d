import type { Node, SelectStmt } from 'libpg-query';
import { identityOf } from './aggregates';
import { errorAt, unsupported } from './at';
import { cast, commonType } from './coercion';
import { compile, type Place } from './compileExpression';
import { rowOf } from './compileFrom';
import type { Around, Expression, RelationColumn } from './Expression';
import type { Query } from './Query';
import { sorting } from './sorting';
import { shownColumn } from './targets';
import { types } from './types';
import type { Value } from './values';

/** UNION, INTERSECT and EXCEPT, with ALL and without. @throws PostgresError 42601, 42804 where the two do not fit */
export function combine(
  { op, all = false, sortClause = [] }: SelectStmt,
  [left, right]: readonly [Query, Query],
  place: Place,
): Query {
  const word = (op ?? '').replace('SETOP_', '');
  const columns = sharedColumns(word, left, right);
  const targets = columns.map(({ name, type }) => ({ name, expression: { type } }));
  const compare = sorting(sortClause, node => {
    const found = shownColumn(node, targets);
    if (found) return found;
    throw unsupported('an expression in ORDER BY of a UNION');
  });
  const rows = (around: Around) => {
    const sides = [left, right].map(query => converted(query, columns, { place, around })) as [
      Value[][],
      Value[][],
    ];
    const found = merge(word, all, sides);
    return found.sort((one, other) => compare(rowOf(one, around), rowOf(other, around)));
  };
  return { columns, rows };
}

function sharedColumns(word: string, left: Query, right: Query): RelationColumn[] {
  if (left.columns.length !== right.columns.length)
    throw errorAt('42601', `each ${word} query must have the same number of columns`);
  return left.columns.map(({ name, type }, index) => {
    const other = right.columns[index]?.type ?? type;
    const common = commonType([type, other]);
    if (common) return { name, type: common };
    throw errorAt('42804', `${word} types ${type.title} and ${other.title} cannot be matched`);
  });
}

function converted(
  query: Query,
  columns: readonly RelationColumn[],
  { place, around }: { place: Place; around: Around },
): Value[][] {
  const read = query.columns.map(({ type }, index): Expression => {
    const column: Expression = { type, evaluate: ({ values }) => values[index] ?? null };
    return cast(column, columns[index]?.type ?? type, place.parameters);
  });
  return query.rows(around).map(values => read.map(column => column.evaluate(rowOf(values, around))));
}

function merge(word: string, all: boolean, [left, right]: [Value[][], Value[][]]): Value[][] {
  if (word === 'UNION') return all ? [...left, ...right] : unique([...left, ...right]);
  if (all) throw unsupported(`${word} ALL`);
  const other = new Set(right.map(identityOf));
  return unique(left).filter(row => other.has(identityOf(row)) === (word === 'INTERSECT'));
}

function unique(rows: readonly Value[][]): Value[][] {
  return [...new Map(rows.map(row => [identityOf(row), row])).values()];
}

/** `values (1, 'a'), (2, 'b')`. */
export function compileValues(lists: readonly Node[], place: Place): Query {
  const rows = lists.map(list =>
    ('List' in list ? (list.List.items ?? []) : []).map(node => compile(node, place)),
  );
  const [first = []] = rows;
  const columns = first.map((_expression, index) => {
    const type = commonType(rows.map(row => row[index]?.type ?? types.unknown));
    if (!type) throw errorAt('42804', 'VALUES types cannot be matched');
    return { name: `column${index + 1}`, type };
  });
  if (rows.some(row => row.length !== first.length))
    throw errorAt('42601', 'VALUES lists must all be the same length');
  const read = rows.map(row =>
    row.map((each, index) => cast(each, columns[index]?.type ?? each.type, place.parameters)),
  );
  return {
    columns,
    rows: around => read.map(row => row.map(each => each.evaluate(rowOf([], around)))),
  };
}
