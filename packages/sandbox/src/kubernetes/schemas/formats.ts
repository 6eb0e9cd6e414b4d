import { isObject, jsonEqual } from '../json';
import type { StatusCause } from '../StatusError';
import type { Schema } from './Schema';

/** What a schema says about how large a value is and how it is written. */
export function formatCauses(schema: Schema, value: unknown, path: string): StatusCause[] {
  if (typeof value === 'string') return textCauses(schema, value, path);
  if (typeof value === 'number') return numberCauses(schema, value, path);
  if (Array.isArray(value)) return listCauses(schema, value, path);
  return isObject(value) ? sizeCauses(schema, value, path) : [];
}

function textCauses(
  { pattern, minLength = 0, maxLength = Infinity, format }: Schema,
  value: string,
  path: string,
) {
  const length = [...value].length;
  if (length > maxLength) return [tooLong(path, maxLength)];
  if (length < minLength) return [invalid(path, value, `should be at least ${minLength} chars long`)];
  if (pattern !== undefined && !expression(pattern).test(value)) {
    return [invalid(path, value, `should match '${pattern}'`)];
  }
  if (format !== 'date-time' || DATE_TIME.test(value)) return [];
  const cause = invalid(path, value, `must be of type date-time: ${JSON.stringify(value)}`);
  return [{ ...cause, reason: 'FieldValueTypeInvalid' }];
}

const DATE_TIME = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;
const expressions = new Map<string, RegExp>();

/** Patterns are Go's: flags may stand at the front, or behind the anchor. */
function expression(pattern: string): RegExp {
  const [, start = '', flags = '', rest = pattern] = /^(\^?)\(\?([ims]+)\)([^]*)$/.exec(pattern) ?? [];
  const made = expressions.get(pattern) ?? new RegExp(start + rest, `u${flags}`);
  expressions.set(pattern, made);
  return made;
}

function numberCauses(schema: Schema, value: number, path: string): StatusCause[] {
  const { minimum = -Infinity, maximum = Infinity, multipleOf } = schema;
  const low = schema.exclusiveMinimum ? value <= minimum : value < minimum;
  const high = schema.exclusiveMaximum ? value >= maximum : value > maximum;
  const or = (exclusive: boolean | undefined) => (exclusive ? '' : ' or equal to');
  return [
    ...(low ? [invalid(path, value, `should be greater than${or(schema.exclusiveMinimum)} ${minimum}`)] : []),
    ...(high ? [invalid(path, value, `should be less than${or(schema.exclusiveMaximum)} ${maximum}`)] : []),
    ...(multipleOf && value % multipleOf !== 0
      ? [invalid(path, value, `should be a multiple of ${multipleOf}`)]
      : []),
  ];
}

function listCauses(schema: Schema, value: readonly unknown[], path: string): StatusCause[] {
  const { minItems = 0, maxItems = Infinity, uniqueItems } = schema;
  const repeated =
    uniqueItems && value.some((item, i) => value.slice(0, i).some(each => jsonEqual(each, item)));
  return [
    ...(value.length < minItems
      ? [invalid(path, value.length, `should have at least ${minItems} items`)]
      : []),
    ...(value.length > maxItems ? [tooMany(path, value.length, maxItems)] : []),
    ...(repeated ? [invalid(path, value, "shouldn't contain duplicates")] : []),
  ];
}

function sizeCauses({ minProperties = 0, maxProperties = Infinity }: Schema, value: object, path: string) {
  const size = Object.keys(value).length;
  return [
    ...(size < minProperties
      ? [invalid(path, size, `should have at least ${minProperties} properties`)]
      : []),
    ...(size > maxProperties ? [tooMany(path, size, maxProperties)] : []),
  ];
}

function invalid(field: string, value: unknown, why: string): StatusCause {
  const message = `Invalid value: ${JSON.stringify(value)}: ${field} in body ${why}`;
  return { reason: 'FieldValueInvalid', message, field };
}

function tooLong(field: string, most: number): StatusCause {
  return { reason: 'FieldValueTooLong', message: `Too long: may not be more than ${most} bytes`, field };
}

function tooMany(field: string, size: number, most: number): StatusCause {
  return {
    reason: 'FieldValueTooMany',
    message: `Too many: ${size}: must have at most ${most} ${most === 1 ? 'item' : 'items'}`,
    field,
  };
}
