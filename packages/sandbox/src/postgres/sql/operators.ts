import { PostgresError } from '../PostgresError';
import { cast, commonType, isNumeric, isTextual, numberOf, decimalOf } from './coercion';
import type { Expression } from './Expression';
import { plus, times } from './Interval';
import type { Parameters } from './Parameters';
import { between, type SqlType, types } from './types';
import { asBigint, asDecimal, asInterval, asNumber, asText, compare, type Value } from './values';

type Run = (left: Value, right: Value) => Value;

interface Operation {
  left: SqlType;
  right: SqlType;
  result: SqlType;
  run: Run;
}

/** @throws PostgresError 42883 where there is no such operator for these types */
export function binary(
  name: string,
  left: Expression,
  right: Expression,
  { parameters, at }: { parameters: Parameters; at?: number },
): Expression {
  const operation = find(name, left.type, right.type);
  if (!operation) throw noOperator(name, { left: left.type, right: right.type, at });
  const [one, other] = [cast(left, operation.left, parameters), cast(right, operation.right, parameters)];
  return {
    type: operation.result,
    evaluate: row => {
      const first = one.evaluate(row);
      const second = first === null ? null : other.evaluate(row);
      return second === null ? null : operation.run(first, second);
    },
    at,
  };
}

export function noOperator(
  name: string,
  { left, right, at }: { left?: SqlType; right: SqlType; at?: number },
): PostgresError {
  const said = [left?.title, name, right.title].filter(part => part !== undefined).join(' ');
  return new PostgresError('42883', `operator does not exist: ${said}`, {
    hint: 'No operator matches the given name and argument types. You might need to add explicit type casts.',
    position: at === undefined ? undefined : at + 1,
  });
}

const comparisons: Readonly<Record<string, (compared: number) => boolean>> = {
  '=': compared => compared === 0,
  '<>': compared => compared !== 0,
  '<': compared => compared < 0,
  '>': compared => compared > 0,
  '<=': compared => compared <= 0,
  '>=': compared => compared >= 0,
};

function find(name: string, left: SqlType, right: SqlType): Operation | undefined {
  return (
    comparison(name, left, right) ??
    special(name, left, right) ??
    arithmetic(name, left, right) ??
    textual(name, left, right)
  );
}

function comparison(name: string, left: SqlType, right: SqlType): Operation | undefined {
  const holds = comparisons[name];
  const type = holds && comparedAs(left, right);
  return type && { left: type, right: type, result: types.bool, run: (a, b) => holds(compare(a, b)) };
}

function comparedAs(left: SqlType, right: SqlType): SqlType | undefined {
  if (isTextual(left) && isTextual(right)) return types.text;
  if (left.name === 'xid' || right.name === 'xid') return types.xid;
  return commonType([left, right]);
}

const lsn = types.pg_lsn;
const time = types.timestamptz;
const span = types.interval;

/** Operators of times and WAL positions. */
const specials: Readonly<Record<string, readonly Operation[]>> = {
  '-': [
    { left: lsn, right: lsn, result: types.numeric, run: (a, b) => decimalOf(asBigint(a) - asBigint(b)) },
    {
      left: lsn,
      right: types.numeric,
      result: lsn,
      run: (a, b) => asBigint(a) - asDecimal(b).round().units,
    },
    { left: time, right: time, result: span, run: (a, b) => between(asNumber(a), asNumber(b)) },
    { left: time, right: span, result: time, run: (a, b) => moved(asNumber(a), b, -1) },
    { left: span, right: span, result: span, run: (a, b) => plus(asInterval(a), times(asInterval(b), -1)) },
  ],
  '+': [
    {
      left: lsn,
      right: types.numeric,
      result: lsn,
      run: (a, b) => asBigint(a) + asDecimal(b).round().units,
    },
    { left: time, right: span, result: time, run: (a, b) => moved(asNumber(a), b, 1) },
    { left: span, right: span, result: span, run: (a, b) => plus(asInterval(a), asInterval(b)) },
  ],
  '*': [
    { left: span, right: types.float8, result: span, run: (a, b) => times(asInterval(a), asNumber(b)) },
    { left: types.float8, right: span, result: span, run: (a, b) => times(asInterval(b), asNumber(a)) },
  ],
  '/': [
    { left: span, right: types.float8, result: span, run: (a, b) => times(asInterval(a), 1 / asNumber(b)) },
  ],
};

function special(name: string, left: SqlType, right: SqlType): Operation | undefined {
  const fits = (wanted: SqlType, given: SqlType) =>
    wanted.name === given.name || (isNumeric(wanted) && isNumeric(given));
  const all = specials[name] ?? [];
  const exact = all.find(each => fits(each.left, left) && fits(each.right, right));
  if (exact) return exact;
  // A literal beside a time is one: `now() - 'x'` is refused for its text.
  const same = (given: SqlType) =>
    all.find(each => each.left.name === given.name && each.right === each.left);
  if (right.name === 'unknown') return same(left);
  return left.name === 'unknown' ? same(right) : undefined;
}

/** Months keep the day of the month, or end with the last that there is. */
function moved(moment: number, by: Value, sign: 1 | -1): number {
  const { months, days, milliseconds } = asInterval(by);
  const date = new Date(moment);
  const day = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + sign * months, 1);
  date.setUTCDate(
    Math.min(day, new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()),
  );
  return date.getTime() + (moment % 1) + sign * (days * 86_400_000 + milliseconds);
}

function arithmetic(name: string, left: SqlType, right: SqlType): Operation | undefined {
  if (!['+', '-', '*', '/', '%'].includes(name)) return undefined;
  const type = commonType([left, right]);
  if (!type || !isNumeric(type)) return undefined;
  return { left: type, right: type, result: type, run: (a, b) => calculate(name, type, { a, b }) };
}

function calculate(name: string, type: SqlType, { a, b }: { a: Value; b: Value }): Value {
  if ((name === '/' || name === '%') && numberOf(b) === 0) {
    throw new PostgresError('22012', 'division by zero');
  }
  if (type.name === 'numeric') return onDecimals(name, a, b);
  if (type.name === 'int8') return inRange(onBigints(name, asBigint(a), asBigint(b)), type);
  const exact = onNumbers(name, asNumber(a), asNumber(b));
  return type.name.startsWith('float') ? exact : inRange(Math.trunc(exact), type);
}

const ranges: Readonly<Record<string, readonly [bigint, bigint]>> = {
  int2: [-(2n ** 15n), 2n ** 15n - 1n],
  int4: [-(2n ** 31n), 2n ** 31n - 1n],
  int8: [-(2n ** 63n), 2n ** 63n - 1n],
};

function inRange<Whole extends number | bigint>(value: Whole, type: SqlType): Whole {
  const [low, high] = ranges[type.name] ?? [];
  if (low === undefined || high === undefined || (value >= low && value <= high)) return value;
  throw new PostgresError('22003', `${type.title} out of range`);
}

function onNumbers(name: string, a: number, b: number): number {
  const results: Record<string, number> = { '+': a + b, '-': a - b, '*': a * b, '/': a / b, '%': a % b };
  return results[name] ?? NaN;
}

function onBigints(name: string, a: bigint, b: bigint): bigint {
  if (name === '+') return a + b;
  if (name === '-') return a - b;
  if (name === '*') return a * b;
  return name === '/' ? a / b : a % b;
}

function onDecimals(name: string, a: Value, b: Value): Value {
  const [one, other] = [asDecimal(a), asDecimal(b)];
  if (name === '+') return one.plus(other);
  if (name === '-') return one.minus(other);
  if (name === '*') return one.times(other);
  return name === '/' ? one.over(other) : one.modulo(other);
}

function textual(name: string, left: SqlType, right: SqlType): Operation | undefined {
  const run = matching[name];
  const text = types.text;
  if (run && isTextual(left) && isTextual(right)) return { left: text, right: text, result: types.bool, run };
  if (name !== '||' || !(isTextual(left) || isTextual(right))) return undefined;
  return { left: text, right: text, result: text, run: (a, b) => asText(a) + asText(b) };
}

const matching: Readonly<Record<string, Run>> = {
  '~': (a, b) => expressionOf(b).test(asText(a)),
  '~*': (a, b) => expressionOf(b, 'i').test(asText(a)),
  '!~': (a, b) => !expressionOf(b).test(asText(a)),
  '!~*': (a, b) => !expressionOf(b, 'i').test(asText(a)),
  '~~': (a, b) => like(b).test(asText(a)),
  '!~~': (a, b) => !like(b).test(asText(a)),
  '~~*': (a, b) => like(b, 'i').test(asText(a)),
  '!~~*': (a, b) => !like(b, 'i').test(asText(a)),
};

/** PostgreSQL's regular expressions are JavaScript's, as far as monitoring uses them. */
function expressionOf(pattern: Value, flags = ''): RegExp {
  try {
    return new RegExp(asText(pattern), `${flags}s`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new PostgresError('2201B', `invalid regular expression: ${why}`);
  }
}

function like(pattern: Value, flags = ''): RegExp {
  const source = asText(pattern).replaceAll(/\\(.)|%|_|[.*+?^${}()|[\]\\]/gs, (found, escaped?: string) => {
    if (escaped !== undefined) return escaped.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
    if (found === '%') return '.*';
    return found === '_' ? '.' : `\\${found}`;
  });
  return new RegExp(`^${source}$`, `${flags}s`);
}

/** `-x`. */
export function negated(expression: Expression): Expression {
  const { type, evaluate, at } = expression;
  if (!isNumeric(type) && type.name !== 'interval') throw noOperator('-', { right: type, at });
  const negate = (value: Value): Value => {
    if (typeof value === 'number' || typeof value === 'bigint') return -value;
    if (type.name === 'interval') return times(asInterval(value), -1);
    return decimalOf(0).minus(asDecimal(value));
  };
  return {
    type,
    evaluate: row => {
      const value = evaluate(row);
      return value === null ? null : negate(value);
    },
    at,
  };
}
