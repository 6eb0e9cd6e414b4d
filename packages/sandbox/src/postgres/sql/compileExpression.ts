import type { Node } from 'libpg-query';
import { errorAt, kindOf, namesOf, unsupported } from './at';
import { compileCall, compileSpecialCall, compileValueFunction } from './compileCall';
import { compileCase, compileCoalesce, compileExtreme } from './compileChoice';
import { compileOperator } from './compileOperator';
import { compileSubLink } from './compileSubLink';
import { arrayType, typeNamed, types } from './types';
import { cast, commonType } from './coercion';
import { Decimal } from './Decimal';
import type { Compiling, Expression, Row } from './Expression';
import type { Scope } from './Scope';
import type { Value } from './values';

/** Where an expression stands. */
export interface Place extends Compiling {
  scope: Scope;
  /** For messages: aggregates may not stand in WHERE. */
  clause?: string;
}

/** @throws PostgresError for what the real server refuses, and 0A000 for what the sandbox does not evaluate */
export function compile(node: Node, place: Place): Expression {
  const { grouping } = place.scope;
  if (grouping?.has(node)) return grouping.freely(() => compileNode(node, place));
  return compileNode(node, place);
}

function compileNode(node: Node, place: Place): Expression {
  if ('A_Const' in node) return constant(node.A_Const);
  if ('ColumnRef' in node) return column(node.ColumnRef, place);
  if ('A_Expr' in node) return compileOperator(node.A_Expr, place);
  if ('BoolExpr' in node) return logic(node.BoolExpr, place);
  if ('FuncCall' in node) return compileCall(node.FuncCall, place);
  if ('TypeCast' in node) return typeCast(node.TypeCast, place);
  if ('ParamRef' in node)
    return place.parameters.expression(node.ParamRef.number ?? 0, node.ParamRef.location);
  if ('SubLink' in node) return compileSubLink(node.SubLink, place);
  return compileForm(node, place);
}

function compileForm(node: Node, place: Place): Expression {
  if ('CaseExpr' in node) return compileCase(node.CaseExpr, place);
  if ('CoalesceExpr' in node) return compileCoalesce(node.CoalesceExpr, place);
  if ('MinMaxExpr' in node) return compileExtreme(node.MinMaxExpr, place);
  if ('NullTest' in node) return nullTest(node.NullTest, place);
  if ('BooleanTest' in node) return booleanTest(node.BooleanTest, place);
  if ('SQLValueFunction' in node) return compileValueFunction(node.SQLValueFunction, place);
  if ('A_ArrayExpr' in node) return array(node.A_ArrayExpr.elements ?? [], place);
  if ('A_Indirection' in node) return subscript(node.A_Indirection, place);
  if ('CollateClause' in node && node.CollateClause.arg) return compile(node.CollateClause.arg, place);
  return compileSpecialCall(node) ?? refused(node);
}

function refused(node: Node): never {
  throw unsupported(`an expression of the kind ${kindOf(node)}`);
}

type Of<Kind extends string> = Extract<Node, Record<Kind, unknown>>[Kind &
  keyof Extract<Node, Record<Kind, unknown>>];

function fixed(type: Expression['type'], value: Value, at?: number): Expression {
  return { type, evaluate: () => value, at };
}

function constant({ ival, fval, boolval, sval, isnull, location: at }: Of<'A_Const'>): Expression {
  if (isnull) return { ...fixed(types.unknown, null, at) };
  if (ival) return fixed(types.int4, ival.ival ?? 0, at);
  if (boolval) return fixed(types.bool, boolval.boolval ?? false, at);
  if (fval) return exactNumber(fval.fval ?? '0', at);
  const literal = sval?.sval ?? '';
  return { ...fixed(types.unknown, literal, at), literal };
}

/** What is too great for an integer, or has a point. */
function exactNumber(text: string, at?: number): Expression {
  const isWhole = /^\d+$/.test(text) && BigInt(text) < 2n ** 63n;
  return isWhole
    ? fixed(types.int8, BigInt(text), at)
    : fixed(types.numeric, Decimal.read(text) ?? Decimal.of(0), at);
}

function column({ fields = [], location: at }: Of<'ColumnRef'>, { scope }: Place): Expression {
  if (fields.some(field => 'A_Star' in field)) throw unsupported('a whole row as a value', at);
  const names = namesOf(fields);
  if (names.length > 3) {
    throw errorAt('0A000', `cross-database references are not implemented: ${names.join('.')}`, at);
  }
  return scope.column(names, at);
}

/** AND, OR and NOT with three values: what is unknown is decided by the other side, where it can be. */
function logic({ boolop, args = [] }: Of<'BoolExpr'>, place: Place): Expression {
  const word = { AND_EXPR: 'AND', OR_EXPR: 'OR', NOT_EXPR: 'NOT' }[boolop ?? 'AND_EXPR'];
  const sides = args.map(node => asCondition(compile(node, place), word, place));
  if (boolop === 'NOT_EXPR')
    return { type: types.bool, evaluate: row => not(sides[0]?.evaluate(row) ?? null) };
  const decides = boolop === 'OR_EXPR';
  const evaluate = (row: Row) => {
    let isUnknown = false;
    for (const side of sides) {
      const value = side.evaluate(row);
      if (value === decides) return decides;
      isUnknown ||= value === null;
    }
    return isUnknown ? null : !decides;
  };
  return { type: types.bool, evaluate };
}

function not(value: Value): Value {
  return value === null ? null : value !== true;
}

/** @throws PostgresError 42804 for what is no boolean */
export function asCondition(expression: Expression, where: string, { parameters }: Place): Expression {
  const { type, at } = expression;
  if (type.name === 'bool' || type.name === 'unknown') return cast(expression, types.bool, parameters);
  throw errorAt('42804', `argument of ${where} must be type boolean, not type ${type.title}`, at);
}

function typeCast({ arg, typeName, location: at }: Of<'TypeCast'>, place: Place): Expression {
  const names = namesOf(typeName?.names);
  const element = typeNamed(names.at(-1) ?? '');
  const type = typeName?.arrayBounds && element ? arrayType(element) : element;
  if (!type || !arg) throw errorAt('42704', `type "${names.join('.')}" does not exist`, typeName?.location);
  return { ...cast(compile(arg, place), type, place.parameters), at };
}

function nullTest({ arg, nulltesttype }: Of<'NullTest'>, place: Place): Expression {
  const tested = arg ? compile(arg, place) : fixed(types.unknown, null);
  const isNull = nulltesttype !== 'IS_NOT_NULL';
  return { type: types.bool, evaluate: row => (tested.evaluate(row) === null) === isNull };
}

const truths: Readonly<Record<string, readonly [wanted: Value, holds: boolean]>> = {
  IS_TRUE: [true, true],
  IS_NOT_TRUE: [true, false],
  IS_FALSE: [false, true],
  IS_NOT_FALSE: [false, false],
  IS_UNKNOWN: [null, true],
  IS_NOT_UNKNOWN: [null, false],
};

function booleanTest({ arg, booltesttype = 'IS_TRUE' }: Of<'BooleanTest'>, place: Place): Expression {
  const [wanted, holds] = truths[booltesttype] ?? [true, true];
  const tested = arg ? asCondition(compile(arg, place), 'IS TRUE', place) : fixed(types.bool, null);
  return { type: types.bool, evaluate: row => (tested.evaluate(row) === wanted) === holds };
}

function array(elements: readonly Node[], place: Place): Expression {
  const items = elements.map(node => compile(node, place));
  const element = commonType(items.map(({ type }) => type));
  const type = element && arrayType(element);
  if (!element || !type) throw unsupported('an array of these types', items[0]?.at);
  const read = items.map(item => cast(item, element, place.parameters));
  return { type, evaluate: row => read.map(item => item.evaluate(row)) };
}

function subscript({ arg, indirection = [] }: Of<'A_Indirection'>, place: Place): Expression {
  const [only] = indirection;
  const list = arg && compile(arg, place);
  const index = only && 'A_Indices' in only ? only.A_Indices.uidx : undefined;
  if (!list?.type.element || !index) throw unsupported('this selection from a value', list?.at);
  const at = cast(compile(index, place), types.int4, place.parameters);
  return {
    type: list.type.element,
    evaluate: row => {
      const [items, number] = [list.evaluate(row), at.evaluate(row)];
      return Array.isArray(items) && typeof number === 'number' ? (items[number - 1] ?? null) : null;
    },
  };
}
