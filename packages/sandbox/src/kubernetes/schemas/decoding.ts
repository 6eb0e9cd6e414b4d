import { isObject } from '../json';
import { propertyOf, type Schema } from './Schema';

/**
 * Why the server's own program could not read a value of a built-in kind, in its words; the first thing only.
 * `undefined` when it can.
 */
export function unreadable(schema: Schema | undefined, value: unknown): string | undefined {
  return schema && unreadablePart(schema, value, { struct: schema.name ?? '', path: [] });
}

/** The struct that a value is a field of, and the way to it without positions in lists. */
interface Place {
  struct: string;
  path: readonly string[];
}

function unreadablePart(schema: Schema, value: unknown, place: Place): string | undefined {
  if (value === null || value === undefined || schema['x-kubernetes-preserve-unknown-fields'])
    return undefined;
  if (schema.format === 'quantity') return wrongQuantity(value);
  if (schema['x-kubernetes-int-or-string']) return wrongIntOrText(value, place);
  if (kindOf(value) !== goKind(schema) || isFraction(schema, value)) {
    return wrongType(shown(value, schema), goType(schema), place);
  }
  if (schema.format === 'byte') return wrongBase64(value);
  if (Array.isArray(value)) return first(value, item => unreadablePart(schema.items ?? {}, item, place));
  if (!isObject(value)) return undefined;
  return first(Object.entries(value), ([name, field]) => {
    const property = propertyOf(schema, name);
    return property && unreadablePart(property, field, placeOf(schema, name, place));
  });
}

/** What is in a map is told as the map. */
function placeOf({ name: struct }: Schema, name: string, { path, ...place }: Place): Place {
  return struct === undefined ? { ...place, path } : { struct, path: [...path, name] };
}

function first<T>(all: readonly T[], find: (each: T) => string | undefined): string | undefined {
  for (const each of all) {
    const found = find(each);
    if (found !== undefined) return found;
  }
  return undefined;
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value;
}

function goKind({ type }: Schema): string | undefined {
  return type === 'integer' ? 'number' : type;
}

function isFraction({ type }: Schema, value: unknown): boolean {
  return type === 'integer' && !Number.isInteger(value);
}

function shown(value: unknown, schema: Schema): string {
  if (typeof value === 'boolean') return 'bool';
  return isFraction(schema, value) && typeof value === 'number' ? `number ${value}` : kindOf(value);
}

function goType(schema: Schema): string {
  const { type, format, items, additionalProperties } = schema;
  if (schema.name !== undefined) return `v1.${schema.name}`;
  if (type === 'array') return items?.format === 'byte' ? '[][]uint8' : `[]${goType(items ?? {})}`;
  if (format === 'byte') return '[]uint8';
  if (typeof additionalProperties === 'object') {
    return additionalProperties.format === 'quantity'
      ? 'v1.ResourceList'
      : `map[string]${goType(additionalProperties)}`;
  }
  const names: Record<string, string> = { boolean: 'bool', number: 'float64', integer: format ?? 'int64' };
  return names[type ?? ''] ?? type ?? 'interface {}';
}

function wrongType(found: string, wanted: string, { struct, path }: Place): string {
  const where = struct ? `Go struct field ${[struct, ...path].join('.')}` : 'Go value';
  return `json: cannot unmarshal ${found} into ${where} of type ${wanted}`;
}

const QUANTITY = /^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$/;
const SUFFIX = /^([numkMGTPE]|[KMGTPE]i|[eE][-+]?[0-9]+)?$/;

function wrongQuantity(value: unknown): string | undefined {
  const [, number = '', suffix = ''] = QUANTITY.exec(String(value)) ?? [];
  if (!number || typeof value === 'object' || typeof value === 'boolean') {
    return "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
  }
  return SUFFIX.test(suffix) ? undefined : "unable to parse quantity's suffix";
}

function wrongIntOrText(value: unknown, place: Place): string | undefined {
  if (typeof value === 'string' || Number.isInteger(value)) return undefined;
  return wrongType(shown(value, { type: 'integer' }), 'int32', place);
}

function wrongBase64(value: unknown): string | undefined {
  const text = String(value);
  const strange = [...text.replace(/=+$/, '')].findIndex(letter => !/[A-Za-z0-9+/\r\n]/.test(letter));
  if (strange >= 0) return `illegal base64 data at input byte ${strange}`;
  return text.replace(/[\r\n]/g, '').length % 4 === 0
    ? undefined
    : `illegal base64 data at input byte ${text.length - (text.length % 4)}`;
}
