import type { SubLink } from 'libpg-query';
import { PostgresError } from '../PostgresError';
import { errorAt, namesOf, unsupported } from './at';
import { compile, type Place } from './compileExpression';
import type { Expression, Row } from './Expression';
import { binary } from './operators';
import type { Query } from './Query';
import { arrayType, types } from './types';
import type { Value } from './values';

/** A query as a value: one value, EXISTS, `in (select …)`, `array(select …)`. */
export function compileSubLink(link: SubLink, place: Place): Expression {
  const { subLinkType, subselect, location: at } = link;
  if (!subselect || !('SelectStmt' in subselect)) throw unsupported('this subquery', at);
  const query = place.compileSelect(subselect.SelectStmt, place.scope);
  if (subLinkType === 'EXISTS_SUBLINK') {
    return { type: types.bool, evaluate: row => rowsOf(query, row).length > 0, at };
  }
  const [column, second] = query.columns;
  if (!column || second) throw errorAt('42601', 'subquery must return only one column', at);
  if (subLinkType === 'ANY_SUBLINK') return among(link, { query, type: column.type }, place);
  if (subLinkType === 'ARRAY_SUBLINK') {
    const type = arrayType(column.type);
    if (!type) throw unsupported(`an array of ${column.type.title}`, at);
    return { type, evaluate: row => rowsOf(query, row).map(([value]) => value ?? null), at };
  }
  if (subLinkType !== 'EXPR_SUBLINK') throw unsupported('this subquery', at);
  return { type: column.type, evaluate: row => single(rowsOf(query, row)), at };
}

function rowsOf(query: Query, row: Row): Value[][] {
  return query.rows({ parameters: row.parameters, row });
}

function single(rows: Value[][]): Value {
  const [first, second] = rows;
  if (second) {
    throw new PostgresError('21000', 'more than one row returned by a subquery used as an expression');
  }
  return first?.[0] ?? null;
}

function among(
  { testexpr, operName, location: at }: SubLink,
  { query, type }: { query: Query; type: Expression['type'] },
  place: Place,
): Expression {
  if (!testexpr) throw unsupported('this subquery', at);
  let current: Value = null;
  const item: Expression = { type, evaluate: () => current };
  const name = namesOf(operName).at(-1) ?? '=';
  const test = binary(name, compile(testexpr, place), item, { parameters: place.parameters, at });
  const evaluate = (row: Row) => {
    const results = rowsOf(query, row).map(([value]) => {
      current = value ?? null;
      return test.evaluate(row);
    });
    if (results.includes(true)) return true;
    return results.includes(null) ? null : false;
  };
  return { type: types.bool, evaluate, at };
}
