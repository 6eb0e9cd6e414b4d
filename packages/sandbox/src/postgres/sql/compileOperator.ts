import type { A_Expr, Node } from 'libpg-query';
import { errorAt, namesOf, unsupported } from './at';
import { cast, commonType } from './coercion';
import { compile, type Place } from './compileExpression';
import type { Expression, Row } from './Expression';
import { binary, negated, noOperator } from './operators';
import { arrayType, types } from './types';
import { asArray, compare, type Value } from './values';

/** `a + b`, `a = any (b)`, `a in (…)`, `a between b and c`, `nullif(a, b)`, … */
export function compileOperator(expression: A_Expr, place: Place): Expression {
  const { kind = 'AEXPR_OP', lexpr, rexpr, location: at } = expression;
  const name = namesOf(expression.name).at(-1) ?? '';
  if (!rexpr) throw unsupported(`the operator ${name}`, at);
  switch (kind) {
    case 'AEXPR_OP':
    case 'AEXPR_LIKE':
    case 'AEXPR_ILIKE':
      return plain(name, { lexpr, rexpr, at }, place);
    case 'AEXPR_IN':
      return among(name, { lexpr, items: listOf(rexpr), at }, place);
    case 'AEXPR_OP_ANY':
    case 'AEXPR_OP_ALL':
      return quantified(name, { lexpr, rexpr, at, isAll: kind === 'AEXPR_OP_ALL' }, place);
    case 'AEXPR_BETWEEN':
    case 'AEXPR_NOT_BETWEEN':
      return between({ lexpr, items: listOf(rexpr), at, isIn: kind === 'AEXPR_BETWEEN' }, place);
    case 'AEXPR_NULLIF':
      return nullIf({ lexpr, rexpr, at }, place);
    case 'AEXPR_DISTINCT':
    case 'AEXPR_NOT_DISTINCT':
      return distinct({ lexpr, rexpr, at, isDistinct: kind === 'AEXPR_DISTINCT' }, place);
    default:
      throw unsupported(`the operator ${name}`, at);
  }
}

interface Sides {
  lexpr?: Node;
  rexpr: Node;
  at?: number;
}

function plain(name: string, { lexpr, rexpr, at }: Sides, place: Place): Expression {
  const right = compile(rexpr, place);
  if (lexpr) return binary(name, compile(lexpr, place), right, { parameters: place.parameters, at });
  if (name === '-') return negated(right);
  if (name === '+') return right;
  throw noOperator(name, { right: right.type, at });
}

function listOf(node: Node): readonly Node[] {
  return 'List' in node ? (node.List.items ?? []) : [node];
}

function left(node: Node | undefined, place: Place): Expression {
  if (!node) throw errorAt('42601', 'syntax error');
  return compile(node, place);
}

interface Listed {
  lexpr?: Node;
  items: readonly Node[];
  at?: number;
}

/** `x in (a, b)` is `x = a or x = b`, `x not in (a, b)` is `x <> a and x <> b`, with what is unknown. */
function among(name: string, { lexpr, items, at }: Listed, place: Place): Expression {
  const { parameters } = place;
  const one = left(lexpr, place);
  const each = items.map(item => binary(name, one, compile(item, place), { parameters, at }));
  return combined(each, { decides: name !== '<>', at });
}

function combined(
  each: readonly Expression[],
  { decides, at }: { decides: boolean; at?: number },
): Expression {
  return {
    type: types.bool,
    evaluate: row =>
      decided(
        each.map(item => item.evaluate(row)),
        decides,
      ),
    at,
  };
}

function decided(values: readonly Value[], decides: boolean): Value {
  if (values.includes(decides)) return decides;
  return values.includes(null) ? null : !decides;
}

function quantified(
  name: string,
  { lexpr, rexpr, at, isAll }: Sides & { isAll: boolean },
  place: Place,
): Expression {
  const { parameters } = place;
  const one = left(lexpr, place);
  const wanted = arrayType(one.type.name === 'unknown' ? types.text : one.type) ?? types._text;
  const given = compile(rexpr, place);
  const list = given.type.name === 'unknown' ? cast(given, wanted, parameters) : given;
  const element = list.type.element;
  if (!element) throw errorAt('42809', 'op ANY/ALL (array) requires array on right side', at);
  let current: Value = null;
  const item: Expression = { type: element, evaluate: () => current };
  const test = binary(name, one, item, { parameters, at });
  const evaluate = (row: Row) => {
    const items = list.evaluate(row);
    if (items === null) return null;
    const values = asArray(items).map(value => {
      current = value;
      return test.evaluate(row);
    });
    return decided(values, !isAll);
  };
  return { type: types.bool, evaluate, at };
}

function between({ lexpr, items, at, isIn }: Listed & { isIn: boolean }, place: Place): Expression {
  const { parameters } = place;
  const [low, high] = items.map(item => compile(item, place));
  const one = left(lexpr, place);
  if (!low || !high) throw unsupported('this BETWEEN', at);
  const sides: [string, Expression][] = isIn
    ? [
        ['>=', low],
        ['<=', high],
      ]
    : [
        ['<', low],
        ['>', high],
      ];
  const each = sides.map(([name, limit]) => binary(name, one, limit, { parameters, at }));
  return combined(each, { decides: !isIn, at });
}

function nullIf({ lexpr, rexpr, at }: Sides, place: Place): Expression {
  const [one, other] = [left(lexpr, place), compile(rexpr, place)];
  const same = binary('=', one, other, { parameters: place.parameters, at });
  return {
    type: one.type,
    evaluate: row => (same.evaluate(row) === true ? null : one.evaluate(row)),
    at,
  };
}

function distinct(
  { lexpr, rexpr, at, isDistinct }: Sides & { isDistinct: boolean },
  place: Place,
): Expression {
  const [one, other] = [left(lexpr, place), compile(rexpr, place)];
  const type = commonType([one.type, other.type]);
  if (!type) throw noOperator('=', { left: one.type, right: other.type, at });
  const [first, second] = [cast(one, type, place.parameters), cast(other, type, place.parameters)];
  const differ = (a: Value, b: Value) => (a === null || b === null ? a !== b : compare(a, b) !== 0);
  return {
    type: types.bool,
    evaluate: row => differ(first.evaluate(row), second.evaluate(row)) === isDistinct,
    at,
  };
}
