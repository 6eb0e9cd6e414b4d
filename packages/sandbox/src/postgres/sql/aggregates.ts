import type { FuncCall } from 'libpg-query';
import { choose, castAll } from './calls';
import { decimalOf } from './coercion';
import { Decimal } from './Decimal';
import type { Expression, Row } from './Expression';
import type { Aggregate } from './Grouping';
import { length, plus, times } from './Interval';
import type { Parameters } from './Parameters';
import { arrayType, type SqlType, types } from './types';
import { asBigint, asBoolean, asInterval, asNumber, asText, compare, type Value } from './values';

interface Form {
  takes: readonly SqlType[];
  returns: SqlType;
  /** Of all values that are not null; `null` where there are none. */
  of(values: readonly Value[], all: readonly (readonly Value[])[]): Value;
}

const { bool, int2, int4, int8, float4, float8, numeric, interval, text } = types;

const sumOfNumbers = (values: readonly Value[]) =>
  values.reduce<number>((sum, value) => sum + asNumber(value), 0);
const sumOfDecimals = (values: readonly Value[]) =>
  values.reduce<Decimal>((sum, value) => sum.plus(decimalOf(value)), new Decimal(0n, 0));
const sumOfBigints = (values: readonly Value[]) =>
  values.reduce<bigint>((sum, value) => sum + asBigint(value), 0n);
const sumOfIntervals = (values: readonly Value[]) =>
  values.map(asInterval).reduce(plus, { months: 0, days: 0, milliseconds: 0 });
const averageOfDecimals = (values: readonly Value[]) => sumOfDecimals(values).over(Decimal.of(values.length));

const sum: Form[] = [
  { takes: [int2], returns: int8, of: values => BigInt(sumOfNumbers(values)) },
  { takes: [int4], returns: int8, of: values => BigInt(sumOfNumbers(values)) },
  { takes: [int8], returns: numeric, of: values => Decimal.of(sumOfBigints(values)) },
  { takes: [numeric], returns: numeric, of: sumOfDecimals },
  { takes: [float4], returns: float4, of: sumOfNumbers },
  { takes: [float8], returns: float8, of: sumOfNumbers },
  { takes: [interval], returns: interval, of: sumOfIntervals },
];

const average: Form[] = [
  ...[int2, int4, int8, numeric].map(type => ({
    takes: [type],
    returns: numeric,
    of: averageOfDecimals,
  })),
  ...[float4, float8].map(type => ({
    takes: [type],
    returns: float8,
    of: (values: readonly Value[]) => sumOfNumbers(values) / values.length,
  })),
  {
    takes: [interval],
    returns: interval,
    of: values => times(sumOfIntervals(values), 1 / values.length),
  },
];

const ordered = [
  'int8',
  'int4',
  'int2',
  'oid',
  'float4',
  'float8',
  'timestamptz',
  'interval',
  'text',
] as const;

function extreme(sign: 1 | -1): Form[] {
  const of = (values: readonly Value[]) =>
    values.reduce((best, value) => (compare(value, best) * sign > 0 ? value : best));
  return [...ordered, 'numeric' as const, 'inet' as const, 'pg_lsn' as const].map(name => ({
    takes: [types[name]],
    returns: types[name],
    of,
  }));
}

const some: Form[] = [{ takes: [bool], returns: bool, of: values => values.some(asBoolean) }];
const every: Form[] = [{ takes: [bool], returns: bool, of: values => values.every(asBoolean) }];

const forms: Readonly<Record<string, readonly Form[]>> = {
  sum,
  avg: average,
  min: extreme(-1),
  max: extreme(1),
  bool_or: some,
  bool_and: every,
  every,
  string_agg: [
    {
      takes: [text, text],
      returns: text,
      of: (_values, all) =>
        all
          .filter(([value]) => value !== null)
          .map(([value, separator], index) => (index === 0 ? '' : textOr(separator)) + asText(value))
          .join(''),
    },
  ],
};

const textOr = (value: Value | undefined) => (typeof value === 'string' ? value : '');

export function isAggregate(name: string): boolean {
  return name === 'count' || name === 'array_agg' || Object.hasOwn(forms, name);
}

export interface AggregateCall {
  name: string;
  call: FuncCall;
  args: readonly Expression[];
  filter?: Expression;
  order: (one: Row, other: Row) => number;
  parameters: Parameters;
}

/** @throws PostgresError 42883 */
export function aggregate({ name, call, args, filter, order, parameters }: AggregateCall): Aggregate {
  const chosen = formOf(name, call, args);
  const read = castAll(chosen, args, parameters);
  return {
    type: chosen.returns,
    compute: rows => {
      const counted = filter ? rows.filter(row => filter.evaluate(row) === true) : [...rows];
      const all = counted.sort(order).map(row => read.map(argument => argument.evaluate(row)));
      return chosen.count(call.agg_distinct ? distinct(all) : all);
    },
  };
}

interface Chosen {
  takes: readonly SqlType[];
  returns: SqlType;
  count(all: readonly (readonly Value[])[]): Value;
}

function formOf(name: string, call: FuncCall, args: readonly Expression[]): Chosen {
  const [first] = args;
  if (name === 'count' && (call.agg_star || (first && args.length === 1))) {
    const there = (all: readonly (readonly Value[])[]) => (call.agg_star ? all.length : present(all).length);
    return { takes: first ? [first.type] : [], returns: int8, count: all => BigInt(there(all)) };
  }
  if (name === 'array_agg' && first) {
    const element = first.type.name === 'unknown' ? text : first.type;
    const returns = arrayType(element) ?? types._text;
    return {
      takes: [element],
      returns,
      count: all => (all.length > 0 ? all.map(([value]) => value ?? null) : null),
    };
  }
  const form = choose(name, (Object.hasOwn(forms, name) ? forms[name] : undefined) ?? [], {
    args,
    at: call.location,
  });
  return {
    ...form,
    count: all => {
      const values = present(all);
      return values.length > 0 ? form.of(values, all) : null;
    },
  };
}

function present(all: readonly (readonly Value[])[]): Value[] {
  return all.flatMap(([value]) => (value === undefined || value === null ? [] : [value]));
}

function distinct(all: readonly (readonly Value[])[]): (readonly Value[])[] {
  const seen = new Map(all.map(values => [identityOf(values), values]));
  return [...seen.values()];
}

/** The same text for values that are equal. */
export function identityOf(values: readonly Value[]): string {
  return values.map(value => (value === null ? 'null' : `${typeof value}:${plain(value)}`)).join('\u0000');
}

function plain(value: Value): string {
  if (value instanceof Decimal)
    return value
      .toString()
      .replace(/(\.\d*?)0+$/, '$1')
      .replace(/\.$/, '');
  if (typeof value === 'object' && value !== null && 'months' in value) return String(length(value));
  return Array.isArray(value) ? identityOf(value) : String(value);
}
