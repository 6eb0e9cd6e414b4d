import { isObject, type JsonObject } from '../json';
import { propertyOf, type Schema } from './Schema';

/** A value made to fit its schema, as far as that can be done without asking. Parts that fit already are shared. */

/** Without fields that its schema does not know. @param unknown gets their paths, such as `spec.strategy.foo` */
export function pruned(
  schema: Schema | undefined,
  value: unknown,
  unknown: string[] = [],
  path = '',
): unknown {
  if (Array.isArray(value)) {
    return mapped(value, (item, index) => pruned(schema?.items, item, unknown, `${path}[${index}]`));
  }
  if (!isObject(value) || schema === undefined || isOpen(schema)) return value;
  const result: JsonObject = {};
  let same = true;
  for (const [name, field] of Object.entries(value)) {
    const property = propertyOf(schema, name);
    const at = path === '' ? name : `${path}.${name}`;
    if (property === undefined && !schema['x-kubernetes-preserve-unknown-fields']) {
      unknown.push(at);
      same = false;
    } else {
      result[name] = pruned(property, field, unknown, at);
      same &&= result[name] === field;
    }
  }
  return same ? value : result;
}

/** Nothing is said about what is in it. */
function isOpen({ properties, additionalProperties, ...schema }: Schema): boolean {
  if (properties || typeof additionalProperties === 'object') return false;
  return (
    !!schema['x-kubernetes-preserve-unknown-fields'] ||
    schema.type === undefined ||
    additionalProperties === true
  );
}

/** With its schema's defaults, and without the nulls that may not be there. */
export function defaulted(schema: Schema | undefined, value: unknown): unknown {
  if (schema === undefined) return value;
  if (Array.isArray(value)) return mapped(value, item => defaulted(schema.items, item));
  if (!isObject(value)) return value;
  const result: JsonObject = {};
  let same = true;
  for (const [name, field] of Object.entries(value)) {
    const property = propertyOf(schema, name);
    if (field === null && property && property.nullable !== true && property.default !== undefined) {
      same = false;
    } else {
      result[name] = defaulted(property, field);
      same &&= result[name] === field;
    }
  }
  for (const name of defaultsOf(schema)) {
    if (result[name] !== undefined) continue;
    result[name] = defaulted(schema.properties?.[name], schema.properties?.[name]?.default);
    same = false;
  }
  return same ? value : result;
}

const known = new WeakMap<Schema, readonly string[]>();

/** The names of an object's fields that have a default. */
function defaultsOf(schema: Schema): readonly string[] {
  const names =
    known.get(schema) ??
    Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
      property.default === undefined ? [] : [name],
    );
  known.set(schema, names);
  return names;
}

function mapped(
  list: readonly unknown[],
  change: (item: unknown, index: number) => unknown,
): readonly unknown[] {
  const result = list.map(change);
  return result.every((item, index) => item === list[index]) ? list : result;
}
