import { isObject } from '../json';
import { propertyOf, type Schema } from '../schemas/Schema';
import { KeylessItem, itemKey } from './structure';
import { pathsOf } from './fieldSet';

/** What keeps a value from being applied: fields that its schema does not have, other types, items that are not told apart. */
export function typeErrors(schema: Schema | undefined, value: unknown, path = ''): string[] {
  if (schema === undefined || value === null) return [];
  if (isObject(value)) return objectErrors(schema, value, path);
  if (Array.isArray(value)) return listErrors(schema, value, path);
  const wanted = scalars[schema.type ?? ''];
  if (wanted === undefined || wanted.is(value)) return [];
  return [`${path}: expected ${wanted.name}, got ${typeName(value)}`];
}

function objectErrors(schema: Schema, value: Record<string, unknown>, path: string): string[] {
  const other = expected(schema, 'object');
  if (other) return [`${path}: expected ${other}, got map`];
  const open =
    schema['x-kubernetes-preserve-unknown-fields'] || !schema.properties || schema.additionalProperties;
  return Object.entries(value).flatMap(([name, field]) => {
    const property = propertyOf(schema, name);
    if (!property && !open) return [`${path}.${name}: field not declared in schema`];
    return typeErrors(property, field, `${path}.${name}`);
  });
}

function listErrors(schema: Schema, value: readonly unknown[], path: string): string[] {
  const other = expected(schema, 'array');
  if (other) return [`${path}: expected ${other}, got list`];
  const seen = new Set<string>();
  const tellsApart = ['map', 'set'].includes(schema['x-kubernetes-list-type'] ?? '');
  return value.flatMap((item, index) => {
    const key = tellsApart ? keyOf(schema, item) : { key: String(index) };
    if ('error' in key) return [`${path}: element ${index}: ${key.error}`];
    const again = seen.has(key.key);
    seen.add(key.key);
    const element = tellsApart ? pathsOf({ [key.key]: {} })[0] : undefined;
    if (tellsApart && again) return [`${path}: duplicate entries for key ${element}`];
    return typeErrors(schema.items, item, `${path}${tellsApart ? element : `[${index}]`}`);
  });
}

function keyOf(schema: Schema, item: unknown): { key: string } | { error: string } {
  try {
    return { key: itemKey(schema, item) };
  } catch (error) {
    if (error instanceof KeylessItem) return { error: error.why };
    throw error;
  }
}

/** What a schema wants where there is an object or a list; `undefined` when that is right. */
function expected({ type, properties, ...schema }: Schema, found: 'object' | 'array'): string | undefined {
  if (schema['x-kubernetes-int-or-string']) return 'scalar';
  if (type === undefined || type === found) return undefined;
  if (type === 'array') return 'list';
  return type === 'object' || properties ? 'map' : scalars[type]?.name;
}

const scalars: Record<string, { name: string; is(value: unknown): boolean }> = {
  string: { name: 'string', is: value => typeof value === 'string' },
  boolean: { name: 'boolean', is: value => typeof value === 'boolean' },
  integer: { name: 'numeric (int or float)', is: value => typeof value === 'number' },
  number: { name: 'numeric (int or float)', is: value => typeof value === 'number' },
  object: { name: 'map', is: () => false },
  array: { name: 'list', is: () => false },
};

function typeName(value: unknown): string {
  if (typeof value !== 'number') return typeof value;
  return Number.isInteger(value) ? 'int' : 'float';
}
