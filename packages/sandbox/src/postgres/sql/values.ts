import { Decimal } from './Decimal';
import { type Interval, length } from './Interval';

/**
 * A value while a statement is evaluated; which of these it is, its type says: numbers are int2, int4, oid, xid and floats, and
 * times in milliseconds; bigints are int8 and pg_lsn; texts are text, name, inet and json.
 */
export type Value = null | boolean | number | bigint | string | Decimal | Interval | readonly Value[];

/** The evaluator gave a value to something that cannot have it: a mistake of ours, not of the client. */
class WrongValue extends TypeError {
  override readonly name = 'WrongValue';
}

export function asNumber(value: Value | undefined): number {
  if (typeof value === 'number') return value;
  throw new WrongValue(`${typeof value} where a number belongs`);
}

export function asBigint(value: Value | undefined): bigint {
  if (typeof value === 'bigint') return value;
  throw new WrongValue(`${typeof value} where a bigint belongs`);
}

export function asText(value: Value | undefined): string {
  if (typeof value === 'string') return value;
  throw new WrongValue(`${typeof value} where a text belongs`);
}

export function asBoolean(value: Value | undefined): boolean {
  if (typeof value === 'boolean') return value;
  throw new WrongValue(`${typeof value} where a boolean belongs`);
}

export function asDecimal(value: Value | undefined): Decimal {
  if (value instanceof Decimal) return value;
  throw new WrongValue(`${typeof value} where a numeric belongs`);
}

export function asInterval(value: Value | undefined): Interval {
  if (isInterval(value)) return value;
  throw new WrongValue(`${typeof value} where an interval belongs`);
}

export function asArray(value: Value | undefined): readonly Value[] {
  if (Array.isArray(value)) return value;
  throw new WrongValue(`${typeof value} where an array belongs`);
}

function isInterval(value: Value | undefined): value is Interval {
  return typeof value === 'object' && value !== null && 'months' in value;
}

/** Of two values of one type that are there: below, at or above 0. Texts compare by their code points, as with the locale C. */
export function compare(one: Value, other: Value): number {
  if (one instanceof Decimal) return one.compare(asDecimal(other));
  if (isInterval(one)) return length(one) - length(asInterval(other));
  if (Array.isArray(one)) return compareLists(one, asArray(other));
  if (typeof one === 'string') return Buffer.compare(Buffer.from(one), Buffer.from(asText(other)));
  if (one === other || one === null || other === null) return 0;
  return one < other ? -1 : 1;
}

function compareLists(one: readonly Value[], other: readonly Value[]): number {
  for (const [index, value] of one.entries()) {
    const second = other[index];
    if (second === undefined) return 1;
    const compared = compare(value, second);
    if (compared !== 0) return compared;
  }
  return one.length - other.length;
}
