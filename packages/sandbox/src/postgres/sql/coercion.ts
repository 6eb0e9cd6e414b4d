import { PostgresError } from '../PostgresError';
import { Decimal } from './Decimal';
import type { Expression } from './Expression';
import type { Parameters } from './Parameters';
import { type SqlType, type TypeName, types } from './types';
import { asArray, asBigint, asBoolean, asDecimal, asNumber, type Value } from './values';

/** Into which types one goes by itself, the nearest first (`pg_cast`, `castcontext = 'i'`). */
const implicit: Readonly<Record<string, readonly TypeName[]>> = {
  int2: ['int4', 'int8', 'numeric', 'float4', 'float8', 'oid'],
  int4: ['int8', 'numeric', 'float4', 'float8', 'oid'],
  int8: ['numeric', 'float4', 'float8', 'oid'],
  numeric: ['float4', 'float8'],
  float4: ['float8'],
  oid: ['int8'],
  regclass: ['oid'],
  name: ['text', 'varchar'],
  varchar: ['text', 'name'],
  char: ['text'],
  text: ['varchar', 'name'],
};

export function goesInto(from: SqlType, to: SqlType): boolean {
  if (from.name === to.name || from.name === 'unknown') return true;
  return implicit[from.name]?.some(name => name === to.name) ?? false;
}

const numeric = ['int2', 'int4', 'int8', 'numeric', 'float4', 'float8'];
const textual = ['text', 'name', 'varchar', 'char', 'unknown'];

export const isNumeric = (type: SqlType) => numeric.includes(type.name);
export const isTextual = (type: SqlType) => textual.includes(type.name);

/** That of CASE, COALESCE, UNION, comparisons; `undefined` where there is none. */
export function commonType(all: readonly SqlType[]): SqlType | undefined {
  const known = all.filter(({ name }) => name !== 'unknown');
  const [first = types.text, ...rest] = known;
  return rest.reduce<SqlType | undefined>((chosen, type) => chosen && wider(chosen, type), first);
}

function wider(one: SqlType, other: SqlType): SqlType | undefined {
  if (goesInto(other, one)) return one;
  return goesInto(one, other) ? other : undefined;
}

/** @throws PostgresError 42846 where it does not go, even when it is told to; what a literal says is read at once */
export function cast(expression: Expression, to: SqlType, parameters: Parameters): Expression {
  const { type: from, literal, parameter, evaluate, at } = expression;
  if (from.name === to.name) return expression;
  if (literal !== undefined) {
    const value = readAt(to, literal, at);
    return { type: to, evaluate: () => value, at };
  }
  if (parameter !== undefined) {
    parameters.settle(parameter, to);
    return { type: to, evaluate, at };
  }
  const convert = conversion(from, to);
  if (!convert) {
    const said = `cannot cast type ${from.title} to ${to.title}`;
    throw new PostgresError('42846', said, { position: at === undefined ? undefined : at + 1 });
  }
  return {
    type: to,
    evaluate: row => {
      const value = evaluate(row);
      return value === null ? null : convert(value);
    },
    at,
  };
}

function readAt(type: SqlType, literal: string, at?: number): Value {
  try {
    return type.read(literal);
  } catch (error) {
    if (!(error instanceof PostgresError) || at === undefined) throw error;
    throw new PostgresError(error.code, error.message, { ...error.details, position: at + 1 });
  }
}

type Conversion = (value: Value) => Value;

function conversion(from: SqlType, to: SqlType): Conversion | undefined {
  if (isNumeric(from) || from.name === 'oid' || from.name === 'xid') {
    if (isNumeric(to) || to.name === 'oid') return value => intoNumber(value, to);
    if (to.name === 'bool') return value => value !== 0;
  }
  if (from.name === 'bool' && to.name === 'int4') return value => (asBoolean(value) ? 1 : 0);
  if (isTextual(to)) return value => writeAsText(from, value, to);
  if (isTextual(from)) return value => (typeof value === 'string' ? to.read(value) : null);
  if (from.name === 'regclass' && to.name === 'oid') return value => value;
  if (from.element && to.element) return betweenArrays(from.element, to.element);
  return undefined;
}

/** A truth is written out in a cast to text. */
function writeAsText(from: SqlType, value: Value, to: SqlType): string {
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  const text = from.write(value);
  return to.name === 'name' ? text.slice(0, 63) : text;
}

function betweenArrays(from: SqlType, to: SqlType): Conversion | undefined {
  const convert = from.name === to.name ? (value: Value) => value : conversion(from, to);
  return convert && (value => asArray(value).map(item => (item === null || !convert ? null : convert(item))));
}

function intoNumber(value: Value, to: SqlType): Value {
  switch (to.name) {
    case 'numeric':
      return decimalOf(value);
    case 'int8':
      return typeof value === 'bigint' ? value : decimalOf(value).round().units;
    case 'float4':
    case 'float8':
      return numberOf(value);
    default:
      return wholeNumber(value, to);
  }
}

const limits: Readonly<Record<string, readonly [number, number]>> = {
  int2: [-32_768, 32_767],
  int4: [-2_147_483_648, 2_147_483_647],
  oid: [0, 4_294_967_295],
};

function wholeNumber(value: Value, to: SqlType): number {
  const whole = typeof value === 'number' ? roundEven(value) : Number(decimalOf(value).round().units);
  const [low, high] = limits[to.name] ?? [-Infinity, Infinity];
  if (whole >= low && whole <= high) return whole;
  throw new PostgresError('22003', to.name === 'oid' ? 'OID out of range' : `${to.title} out of range`);
}

/** As a float becomes whole: halves to the even one. */
function roundEven(value: number): number {
  const rounded = Math.round(value);
  return Math.abs(value % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

export function decimalOf(value: Value): Decimal {
  if (typeof value === 'number' || typeof value === 'bigint') return Decimal.of(value);
  return asDecimal(value);
}

export function numberOf(value: Value): number {
  if (value instanceof Decimal) return value.toNumber();
  return typeof value === 'bigint' ? Number(asBigint(value)) : asNumber(value);
}
