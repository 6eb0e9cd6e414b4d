import { PostgresError } from '../PostgresError';
import { Decimal } from './Decimal';
import { elapsed, type Interval, readInterval, writeInterval } from './Interval';
import { asArray, asBigint, asBoolean, asDecimal, asInterval, asNumber, asText, type Value } from './values';

/** A type of PostgreSQL's catalogue, with its OID there. */
export interface SqlType {
  /** In `pg_type`: int4, timestamptz. */
  name: string;
  /** In messages: integer, timestamp with time zone. */
  title: string;
  oid: number;
  /** Bytes of a value, -1 where they vary. */
  size: number;
  /** Of an array. */
  element?: SqlType;
  write(value: Value): string;
  /** @throws PostgresError 22P02, 22007 */
  read(text: string): Value;
}

type Reading = Pick<SqlType, 'write' | 'read'>;

function wrong(title: string, text: string, code = '22P02'): PostgresError {
  return new PostgresError(code, `invalid input syntax for type ${title}: "${text}"`);
}

function whole(title: string, low: number, high: number): Reading {
  return {
    write: value => String(asNumber(value)),
    read: text => {
      if (!/^\s*[+-]?\d+\s*$/.test(text)) throw wrong(title, text);
      const value = Number(text);
      if (value >= low && value <= high) return value;
      throw new PostgresError('22003', `value "${text}" is out of range for type ${title}`);
    },
  };
}

const bigWhole: Reading = {
  write: value => String(asBigint(value)),
  read: text => {
    if (!/^\s*[+-]?\d+\s*$/.test(text)) throw wrong('bigint', text);
    return BigInt(text.trim());
  },
};

function float(title: string): Reading {
  return {
    write: value => writeFloat(asNumber(value)),
    read: text => {
      const value = Number(text.replace(/^\s*\+?inf(inity)?\s*$/i, 'Infinity'));
      if (text.trim() === '' || Number.isNaN(value)) throw wrong(title, text);
      return value;
    },
  };
}

function writeFloat(value: number): string {
  return String(value).replace(/e([+-])(\d)$/, 'e$10$2');
}

const textual: Reading = { write: asText, read: text => text };

const truth: Reading = {
  write: value => (asBoolean(value) ? 't' : 'f'),
  read: text => {
    const word = text.trim().toLowerCase();
    if (['t', 'true', 'yes', 'on', '1', 'y', 'tr', 'tru'].includes(word)) return true;
    if (['f', 'false', 'no', 'off', '0', 'n', 'fa', 'fal', 'fals'].includes(word)) return false;
    throw wrong('boolean', text);
  },
};

const decimal: Reading = {
  write: value => asDecimal(value).toString(),
  read: text => {
    const value = Decimal.read(text);
    if (value) return value;
    throw wrong('numeric', text);
  },
};

/** Of the upper and lower half of 64 bits, in hexadecimal. */
export function writeLsn(lsn: bigint): string {
  return `${(lsn >> 32n).toString(16)}/${(lsn & 0xffff_ffffn).toString(16)}`.toUpperCase();
}

const lsn: Reading = {
  write: value => writeLsn(asBigint(value)),
  read: text => {
    const [, high, low] = /^([0-9a-f]{1,8})\/([0-9a-f]{1,8})$/i.exec(text.trim()) ?? [];
    if (!high || !low) throw wrong('pg_lsn', text);
    return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
  },
};

/** In UTC, the time zone of these servers. */
export function writeTime(milliseconds: number): string {
  const micros = Math.round(milliseconds * 1_000);
  const [date, clock] = new Date(Math.floor(micros / 1_000)).toISOString().slice(0, 19).split('T');
  const fraction = String(((micros % 1e6) + 1e6) % 1e6)
    .padStart(6, '0')
    .replace(/0+$/, '');
  return `${date} ${clock}${fraction && `.${fraction}`}+00`;
}

const moment: Reading = {
  write: value => writeTime(asNumber(value)),
  read: text => {
    const [, date, clock = '00:00:00', zone = 'Z'] =
      /^\s*(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?\s*(Z|[+-]\d\d(?::?\d\d)?)?\s*$/i.exec(
        text,
      ) ?? [];
    const hours = /^[+-]\d\d$/.test(zone) ? `${zone}:00` : zone;
    const value = date ? Date.parse(`${date}T${clock}${hours}`) : NaN;
    if (Number.isNaN(value)) throw wrong('timestamp with time zone', text, '22007');
    return value;
  },
};

const interval: Reading = {
  write: value => writeInterval(asInterval(value)),
  read: text => {
    const value: Interval | undefined = readInterval(text);
    if (value) return value;
    throw wrong('interval', text, '22007');
  },
};

function type(name: string, title: string, oid: number, size: number, reading: Reading): SqlType {
  return { name, title, oid, size, ...reading };
}

function arrayOf(element: SqlType, oid: number): SqlType {
  return {
    name: `_${element.name}`,
    title: `${element.title}[]`,
    oid,
    size: -1,
    element,
    write: value =>
      `{${asArray(value)
        .map(item => writeItem(element, item))
        .join(',')}}`,
    read: text => readArray(element, text),
  };
}

function writeItem(element: SqlType, item: Value): string {
  if (item === null) return 'NULL';
  const text = element.write(item);
  return /^[^\s"\\{},]+$/.test(text) && text.toUpperCase() !== 'NULL'
    ? text
    : `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}

function readArray(element: SqlType, text: string): Value {
  const inside = /^\s*\{(.*)\}\s*$/s.exec(text)?.[1];
  if (inside === undefined) throw new PostgresError('22P02', `malformed array literal: "${text}"`);
  const items = [...inside.matchAll(/"((?:[^"\\]|\\.)*)"|([^,\s][^,]*)/g)];
  return items.map(([, quoted, bare = '']) => {
    if (quoted !== undefined) return element.read(quoted.replaceAll(/\\(.)/g, '$1'));
    return bare.trim().toUpperCase() === 'NULL' ? null : element.read(bare.trim());
  });
}

const smallest = -2_147_483_648;
const int4 = type('int4', 'integer', 23, 4, whole('integer', smallest, 2_147_483_647));
const int8 = type('int8', 'bigint', 20, 8, bigWhole);
const text = type('text', 'text', 25, -1, textual);
const name = type('name', 'name', 19, 64, textual);
const oid = type('oid', 'oid', 26, 4, whole('oid', 0, 4_294_967_295));

/** Those that monitoring meets. `unknown` is that of a literal in quotes until something says what it is. */
export const types = {
  bool: type('bool', 'boolean', 16, 1, truth),
  char: type('char', '"char"', 18, 1, textual),
  name,
  int8,
  int2: type('int2', 'smallint', 21, 2, whole('smallint', -32_768, 32_767)),
  int4,
  text,
  oid,
  xid: type('xid', 'xid', 28, 4, whole('xid', 0, 4_294_967_295)),
  json: type('json', 'json', 114, -1, textual),
  float4: type('float4', 'real', 700, 4, float('real')),
  float8: type('float8', 'double precision', 701, 8, float('double precision')),
  unknown: type('unknown', 'unknown', 705, -2, textual),
  inet: type('inet', 'inet', 869, -1, textual),
  varchar: type('varchar', 'character varying', 1043, -1, textual),
  timestamptz: type('timestamptz', 'timestamp with time zone', 1184, 8, moment),
  interval: type('interval', 'interval', 1186, 16, interval),
  numeric: type('numeric', 'numeric', 1700, -1, decimal),
  regclass: type('regclass', 'regclass', 2205, 4, textual),
  void: type('void', 'void', 2278, 4, { write: () => '', read: () => '' }),
  pg_lsn: type('pg_lsn', 'pg_lsn', 3220, 8, lsn),
  _aclitem: arrayOf(type('aclitem', 'aclitem', 1033, 16, textual), 1034),
  _text: arrayOf(text, 1009),
  _int4: arrayOf(int4, 1007),
  _int8: arrayOf(int8, 1016),
  _name: arrayOf(name, 1003),
  _oid: arrayOf(oid, 1028),
} as const satisfies Record<string, SqlType>;

export type TypeName = keyof typeof types;

const known: ReadonlyMap<string, SqlType> = new Map(Object.entries(types));
const byOid: ReadonlyMap<number, SqlType> = new Map(Object.values(types).map(each => [each.oid, each]));

/** As the grammar writes it, in the catalogue's words. */
export function typeNamed(wanted: string): SqlType | undefined {
  return known.get(wanted);
}

export function typeOfOid(wanted: number): SqlType | undefined {
  return byOid.get(wanted);
}

/** The type of its arrays, where there is one. */
export function arrayType(element: SqlType): SqlType | undefined {
  return known.get(`_${element.name}`);
}

/** What is between two times. */
export const between = (later: number, earlier: number): Interval => elapsed(later - earlier);
