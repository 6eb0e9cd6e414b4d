import { isObject, jsonEqual } from '../json';
import type { StatusCause } from '../StatusError';
import { formatCauses } from './formats';
import { hasRules, ruleCauses } from './rules';
import { propertyOf, type Schema } from './Schema';

/** What a custom resource's schema has against an object, in the words of the real server. */

/**
 * @param old what was there before, for rules about changes; `undefined` for a new object
 * @param others what else is wrong with it, told between shape and rules
 */
export function schemaCauses(
  schema: Schema,
  value: unknown,
  old: unknown,
  others: readonly StatusCause[],
): StatusCause[] {
  const causes = [...shapeCauses(schema, value, ''), ...others, ...duplicates(schema, value, '')];
  const blocked = causes.some(({ reason = '' }) => BLOCKING.includes(reason));
  if (blocked) return hasRules(schema) ? [...causes, UNCHECKED] : causes;
  return [...causes, ...ruleCauses(schema, value, old, '')];
}

/** After these nobody asks whether rules hold. */
const BLOCKING = [
  'FieldValueNotSupported',
  'FieldValueRequired',
  'FieldValueTooLong',
  'FieldValueTooMany',
  'FieldValueTypeInvalid',
];
const UNCHECKED: StatusCause = {
  reason: 'FieldValueInvalid',
  message:
    'Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
  field: '<nil>',
};

function shapeCauses(schema: Schema, value: unknown, path: string): StatusCause[] {
  if (value === null) return schema.nullable || !path ? [] : typeCauses(schema, value, path);
  const wrong = typeCauses(schema, value, path);
  if (wrong.length) return [...wrong, ...enumCauses(schema, value, path), ...junctions(schema, value, path)];
  return [
    ...formatCauses(schema, value, path),
    ...enumCauses(schema, value, path),
    ...partCauses(schema, value, path),
    ...junctions(schema, value, path),
  ];
}

function partCauses(schema: Schema, value: unknown, path: string): StatusCause[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, i) => (schema.items ? shapeCauses(schema.items, item, `${path}[${i}]`) : []));
  }
  if (!isObject(value)) return [];
  const missing = (schema.required ?? []).filter(name => value[name] === undefined);
  return [
    ...missing.map(name => required(below(path, name))),
    ...Object.entries(value).flatMap(([name, field]) => {
      const property = propertyOf(schema, name);
      // What may be left out may also be null.
      if (property === undefined || field === undefined || isAbsent(schema, name, field)) return [];
      return shapeCauses(property, field, below(path, name));
    }),
  ];
}

function isAbsent({ required: names }: Schema, name: string, field: unknown): boolean {
  return field === null && !names?.includes(name);
}

function required(field: string): StatusCause {
  return { reason: 'FieldValueRequired', message: 'Required value', field };
}

export function below(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function typeCauses(schema: Schema, value: unknown, path: string): StatusCause[] {
  const found = typeName(value);
  if (schema['x-kubernetes-int-or-string']) {
    return found === 'integer' || found === 'string' ? [] : [typeCause('integer,string', found, path)];
  }
  const { type } = schema;
  if (type === undefined || type === found || (type === 'number' && found === 'integer')) return [];
  return [typeCause(type, found, path)];
}

function typeCause(type: string, found: string, path: string): StatusCause {
  const message = `Invalid value: ${JSON.stringify(found)}: ${path} in body must be of type ${type}: ${JSON.stringify(found)}`;
  return { reason: 'FieldValueTypeInvalid', message, field: path };
}

function noneValid(path: string, which: string): StatusCause {
  const message = `Invalid value: "": ${JSON.stringify(path)} must validate ${which}`;
  return { reason: 'FieldValueInvalid', message, field: '<nil>' };
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function enumCauses({ enum: values }: Schema, value: unknown, path: string): StatusCause[] {
  if (!values || values.some(each => jsonEqual(each, value))) return [];
  const list = values.map(each => JSON.stringify(each)).join(', ');
  const message = `Unsupported value: ${JSON.stringify(value)}: supported values: ${list}`;
  return [{ reason: 'FieldValueNotSupported', message, field: path }];
}

function junctions(schema: Schema, value: unknown, path: string): StatusCause[] {
  const passes = (each: Schema) => shapeCauses(each, value, path).length === 0;
  const { allOf = [], anyOf, oneOf, not } = schema;
  const fitting = oneOf?.filter(passes).length ?? 1;
  const found = fitting === 0 ? 'Found none valid' : `Found ${fitting} valid alternatives`;
  return [
    ...allOf.flatMap(each => shapeCauses(each, value, path)),
    ...(anyOf && !anyOf.some(passes)
      ? [noneValid(path, 'at least one schema (anyOf)'), ...closest(anyOf, value, path)]
      : []),
    ...(fitting === 1 ? [] : [noneValid(path, `one and only one schema (oneOf). ${found}`)]),
    ...(fitting === 0 ? closest(oneOf ?? [], value, path) : []),
    ...(not && passes(not) ? [noneValid(path, 'the schema (not)')] : []),
  ];
}

/** What the first of several schemas has against a value that fits none. */
function closest([first]: readonly Schema[], value: unknown, path: string): StatusCause[] {
  return first ? shapeCauses(first, value, path) : [];
}

/** Items that can not be told apart, in lists of which all items can. */
function duplicates(schema: Schema, value: unknown, path: string): StatusCause[] {
  if (Array.isArray(value)) return duplicatesInList(schema, value, path);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, field]) => {
    const property = propertyOf(schema, name);
    return property ? duplicates(property, field, below(path, name)) : [];
  });
}

function duplicatesInList(schema: Schema, list: readonly unknown[], path: string): StatusCause[] {
  const inside = list.flatMap((item, i) =>
    schema.items ? duplicates(schema.items, item, `${path}[${i}]`) : [],
  );
  const key = keyOf(schema);
  if (!key) return inside;
  const keys = list.map(item => JSON.stringify(key(item)));
  const again = keys.flatMap((text, i) => (keys.indexOf(text) < i ? [{ text, i }] : []));
  const own = again.map(({ text, i }) => ({
    reason: 'FieldValueDuplicate',
    message: `Duplicate value: ${text}`,
    field: `${path}[${i}]`,
  }));
  return [...own, ...inside];
}

function keyOf(schema: Schema): ((item: unknown) => unknown) | undefined {
  const type = schema['x-kubernetes-list-type'];
  if (type === 'set') return item => item;
  if (type !== 'map') return undefined;
  const names = schema['x-kubernetes-list-map-keys'] ?? [];
  return item => Object.fromEntries(names.map(name => [name, isObject(item) ? item[name] : undefined]));
}
