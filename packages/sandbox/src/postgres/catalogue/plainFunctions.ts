import { PostgresError } from '../PostgresError';
import { numberOf, decimalOf } from '../sql/coercion';
import { Decimal } from '../sql/Decimal';
import type { SqlFunction } from '../sql/Expression';
import { seconds } from '../sql/Interval';
import { between, type SqlType, type TypeName, types } from '../sql/types';
import { asBigint, asDecimal, asInterval, asNumber, asText, type Value } from '../sql/values';

export type Functions = Readonly<Record<string, readonly SqlFunction[]>>;

/** @param takes names of types, apart by spaces */
export function define(
  takes: string,
  returns: TypeName,
  run: (args: readonly Value[]) => Value,
  more: Pick<SqlFunction, 'takesNull' | 'isVariadic'> = {},
): SqlFunction {
  return { takes: typesOf(takes), returns: types[returns], run, ...more };
}

export function typesOf(names: string): SqlType[] {
  const known: Readonly<Record<string, SqlType>> = types;
  return names.split(' ').flatMap(name => known[name] ?? []);
}

const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** As `pg_size_pretty` of version 15: the next unit from 10,240 on, halves up. */
function pretty(size: bigint): string {
  let [value, unit] = [size, 0];
  const isBig = () => (value < 0n ? -value : value) >= (unit === 0 ? 10_240n : 20_479n);
  while (isBig() && unit < units.length - 1) {
    value = unit === 0 ? value / 512n : value / 1_024n;
    unit += 1;
  }
  if (unit > 0) value = (value + (value < 0n ? -1n : 1n)) / 2n;
  return `${value} ${units[unit]}`;
}

const micro = (value: number) => new Decimal(BigInt(Math.round(value * 1e6)), 6);

/** What `extract` gives of an interval. */
function ofInterval([field, value]: readonly Value[]): Value {
  const { days, months, milliseconds } = asInterval(value);
  const parts: Readonly<Record<string, Decimal>> = {
    epoch: micro(seconds(asInterval(value))),
    day: Decimal.of(days),
    month: Decimal.of(months % 12),
    year: Decimal.of(Math.trunc(months / 12)),
    hour: Decimal.of(Math.trunc(milliseconds / 3_600_000)),
    minute: Decimal.of(Math.trunc(milliseconds / 60_000) % 60),
    second: micro((milliseconds / 1_000) % 60),
  };
  return parts[asText(field).toLowerCase()] ?? unknownField(field, 'interval');
}

function ofTime([field, value]: readonly Value[]): Value {
  const at = asNumber(value);
  const date = new Date(at);
  const parts: Readonly<Record<string, Decimal>> = {
    epoch: micro(at / 1_000),
    year: Decimal.of(date.getUTCFullYear()),
    month: Decimal.of(date.getUTCMonth() + 1),
    day: Decimal.of(date.getUTCDate()),
    hour: Decimal.of(date.getUTCHours()),
    minute: Decimal.of(date.getUTCMinutes()),
    second: micro((at / 1_000) % 60),
    dow: Decimal.of(date.getUTCDay()),
  };
  return parts[asText(field).toLowerCase()] ?? unknownField(field, 'timestamp with time zone');
}

function unknownField(field: Value | undefined, title: string): never {
  throw new PostgresError('22023', `unit "${asText(field)}" not recognized for type ${title}`);
}

const asFloat = (run: (args: readonly Value[]) => Value) => (args: readonly Value[]) => {
  const value = run(args);
  return value === null ? null : numberOf(value);
};

function truncated([field, value]: readonly Value[]): number {
  const text = new Date(asNumber(value)).toISOString();
  const lengths: Readonly<Record<string, number>> = {
    year: 4,
    month: 7,
    day: 10,
    hour: 13,
    minute: 16,
    second: 19,
  };
  const length = lengths[asText(field).toLowerCase()];
  if (length === undefined) return unknownField(field, 'timestamp with time zone');
  return Date.parse(text.slice(0, length) + '0000-01-01T00:00:00.000Z'.slice(length));
}

function part(args: readonly Value[]): string {
  const parts = asText(args[0]).split(asText(args[1]));
  const index = asNumber(args[2]);
  return parts.at(index > 0 ? index - 1 : index) ?? '';
}

function cut(args: readonly Value[]): string {
  const [start, length] = [asNumber(args[1]), args[2] === undefined ? Infinity : asNumber(args[2])];
  return asText(args[0]).slice(Math.max(0, start - 1), Math.max(0, start - 1 + length));
}

function matched([text, pattern]: readonly Value[]): Value {
  const found = new RegExp(asText(pattern)).exec(asText(text));
  if (!found) return null;
  return found[1] ?? found[0];
}

const left = ([text, count]: readonly Value[]) => {
  const length = asNumber(count);
  return length < 0 ? asText(text).slice(0, length) : asText(text).slice(0, length);
};
const right = ([text, count]: readonly Value[]) => {
  const length = asNumber(count);
  return length === 0 ? '' : asText(text).slice(-length);
};

const rounded = ([value, digits]: readonly Value[]) => asDecimal(value).round(asNumber(digits));
const sized = define('int8', 'text', ([size]) => pretty(asBigint(size)));
const sizedDecimal = define('numeric', 'text', ([size]) => pretty(asDecimal(size).round().units));

/** Of values alone: the same on every server. */
export const plainFunctions: Functions = {
  pg_wal_lsn_diff: [define('pg_lsn pg_lsn', 'numeric', ([a, b]) => decimalOf(asBigint(a) - asBigint(b)))],
  pg_size_pretty: [sized, sizedDecimal],
  extract: [define('text interval', 'numeric', ofInterval), define('text timestamptz', 'numeric', ofTime)],
  date_part: [
    define('text interval', 'float8', asFloat(ofInterval)),
    define('text timestamptz', 'float8', asFloat(ofTime)),
  ],
  date_trunc: [define('text timestamptz', 'timestamptz', truncated)],
  to_timestamp: [define('float8', 'timestamptz', ([value]) => asNumber(value) * 1_000)],
  timezone: [],
  round: [
    define('numeric int4', 'numeric', rounded),
    define('numeric', 'numeric', ([value]) => asDecimal(value).round()),
    define('float8', 'float8', ([value]) => Math.round(asNumber(value))),
  ],
  floor: [
    define('numeric', 'numeric', ([value]) => asDecimal(value).floor()),
    define('float8', 'float8', ([value]) => Math.floor(asNumber(value))),
  ],
  ceil: [
    define('numeric', 'numeric', ([value]) => asDecimal(value).ceil()),
    define('float8', 'float8', ([value]) => Math.ceil(asNumber(value))),
  ],
  abs: [
    define('int4', 'int4', ([value]) => Math.abs(asNumber(value))),
    define('int8', 'int8', ([value]) => (asBigint(value) < 0n ? -asBigint(value) : asBigint(value))),
    define('float8', 'float8', ([value]) => Math.abs(asNumber(value))),
    define('numeric', 'numeric', ([value]) => {
      const decimal = asDecimal(value);
      return decimal.units < 0n ? Decimal.of(0).minus(decimal) : decimal;
    }),
  ],
  length: [define('text', 'int4', ([text]) => [...asText(text)].length)],
  lower: [define('text', 'text', ([text]) => asText(text).toLowerCase())],
  upper: [define('text', 'text', ([text]) => asText(text).toUpperCase())],
  btrim: [define('text', 'text', ([text]) => asText(text).replace(/^ +| +$/g, ''))],
  left: [define('text int4', 'text', left)],
  right: [define('text int4', 'text', right)],
  substring: [
    define('text int4', 'text', cut),
    define('text int4 int4', 'text', cut),
    define('text text', 'text', matched),
  ],
  substr: [define('text int4', 'text', cut), define('text int4 int4', 'text', cut)],
  split_part: [define('text text int4', 'text', part)],
  replace: [
    define('text text text', 'text', ([text, from, to]) => asText(text).replaceAll(asText(from), asText(to))),
  ],
  starts_with: [define('text text', 'bool', ([text, start]) => asText(text).startsWith(asText(start)))],
  concat: [
    define('text', 'text', args => args.map(value => (value === null ? '' : asText(value))).join(''), {
      takesNull: true,
      isVariadic: true,
    }),
  ],
  age: [
    define('timestamptz timestamptz', 'interval', ([later, earlier]) =>
      between(asNumber(later), asNumber(earlier)),
    ),
  ],
  array_to_string: [
    define('_text text', 'text', ([items, separator]) => joined(items, separator)),
    define('_name text', 'text', ([items, separator]) => joined(items, separator)),
    define('_aclitem text', 'text', ([items, separator]) => joined(items, separator)),
  ],
  quote_ident: [
    define('text', 'text', ([name]) =>
      /^[a-z_][a-z0-9_]*$/.test(asText(name)) ? asText(name) : `"${asText(name).replaceAll('"', '""')}"`,
    ),
  ],
  pg_encoding_to_char: [define('int4', 'name', ([code]) => (code === 6 ? 'UTF8' : 'SQL_ASCII'))],
};

function joined(items: Value | undefined, separator: Value | undefined): string {
  const all: readonly Value[] = Array.isArray(items) ? items : [];
  return all.filter(item => item !== null).join(asText(separator));
}
