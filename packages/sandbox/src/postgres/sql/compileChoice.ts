import type { CaseExpr, CoalesceExpr, MinMaxExpr, Node } from 'libpg-query';
import { errorAt, unsupported } from './at';
import { cast, commonType } from './coercion';
import { asCondition, compile, type Place } from './compileExpression';
import type { Expression, Row } from './Expression';
import { binary } from './operators';
import { types } from './types';
import { compare, type Value } from './values';

const nothing: Expression = { type: types.unknown, evaluate: () => null };

/** CASE with and without a value to compare. */
export function compileCase({ arg, args = [], defresult, location: at }: CaseExpr, place: Place): Expression {
  const { parameters } = place;
  const compared = arg && compile(arg, place);
  const branches = args.flatMap(node => ('CaseWhen' in node ? [node.CaseWhen] : []));
  const conditions = branches.map(({ expr }) => {
    const when = expr ? compile(expr, place) : nothing;
    return compared ? binary('=', compared, when, { parameters, at }) : asCondition(when, 'CASE/WHEN', place);
  });
  const written = branches.map(({ result }) => (result ? compile(result, place) : nothing));
  const last = defresult ? compile(defresult, place) : nothing;
  const { type, all } = alike([last, ...written], { what: 'CASE', at }, place);
  const [otherwise = nothing, ...results] = all;
  const evaluate = (row: Row) => {
    const index = conditions.findIndex(condition => condition.evaluate(row) === true);
    return (results[index] ?? otherwise).evaluate(row);
  };
  return { type, evaluate, at };
}

export function compileCoalesce({ args = [], location: at }: CoalesceExpr, place: Place): Expression {
  const { type, all } = alike(compileAll(args, place), { what: 'COALESCE', at }, place);
  const evaluate = (row: Row) => {
    for (const expression of all) {
      const value = expression.evaluate(row);
      if (value !== null) return value;
    }
    return null;
  };
  return { type, evaluate, at };
}

/** `greatest` and `least`: of what is there. */
export function compileExtreme({ args = [], op, location: at }: MinMaxExpr, place: Place): Expression {
  const what = op === 'IS_LEAST' ? 'LEAST' : 'GREATEST';
  const { type, all } = alike(compileAll(args, place), { what, at }, place);
  const sign = op === 'IS_LEAST' ? -1 : 1;
  const better = (best: Value, value: Value) =>
    best === null || (value !== null && compare(value, best) * sign > 0) ? value : best;
  return {
    type,
    evaluate: row => all.map(each => each.evaluate(row)).reduce<Value>(better, null),
    at,
  };
}

function compileAll(nodes: readonly Node[], place: Place): Expression[] {
  return nodes.map(node => compile(node, place));
}

/** All of one type. @throws PostgresError 42804 where they have none in common */
function alike(
  expressions: readonly Expression[],
  { what, at }: { what: string; at?: number },
  { parameters }: Place,
) {
  const type = commonType(expressions.map(expression => expression.type));
  if (type) return { type, all: expressions.map(each => cast(each, type, parameters)) };
  const [one, other] = expressions.map(each => each.type.title).filter(title => title !== 'unknown');
  if (!one || !other) throw unsupported(what, at);
  throw errorAt('42804', `${what} types ${one} and ${other} cannot be matched`, at);
}
