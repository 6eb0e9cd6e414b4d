import { isObject, type JsonObject } from '../json';
import { propertyOf, type Schema } from '../schemas/Schema';
import { StatusError } from '../StatusError';

/** Into which parts a value falls that can be owned each by another manager. */

/** A part of a value, under the name that it has in a set of fields. */
export interface Part {
  value: unknown;
  schema: Schema | undefined;
  /** A name of an object that its schema does not know, or an item: it is a field by itself. */
  free: boolean;
}

export type Parts = Map<string, Part>;

/** `undefined` for what is whole: texts and numbers, and what its schema calls atomic. */
export type Kind = 'object' | 'list' | undefined;

/** How a value, or one of two, falls apart. Where no schema says, by what it is. */
export function kindOf(schema: Schema | undefined, value: unknown): Kind {
  if (isObject(value)) return schema?.['x-kubernetes-map-type'] === 'atomic' ? undefined : 'object';
  const type = schema?.['x-kubernetes-list-type'];
  return Array.isArray(value) && (type === 'map' || type === 'set') ? 'list' : undefined;
}

export function partsOf(schema: Schema | undefined, value: unknown): Parts {
  return Array.isArray(value) ? itemsOf(schema, value) : fieldsOf(schema, isObject(value) ? value : {});
}

function fieldsOf(schema: Schema | undefined, value: JsonObject): Parts {
  const parts: Parts = new Map();
  for (const name in value) {
    if (value[name] === undefined) continue;
    const declared = schema?.properties !== undefined && Object.hasOwn(schema.properties, name);
    parts.set(`f:${name}`, { value: value[name], schema: propertyOf(schema, name), free: !declared });
  }
  return parts;
}

/** Of items that are there twice the first counts. */
function itemsOf(schema: Schema | undefined, value: readonly unknown[]): Parts {
  const parts: Parts = new Map();
  for (const item of value) {
    const key = itemKey(schema, item);
    if (!parts.has(key)) parts.set(key, { value: item, schema: schema?.items, free: true });
  }
  return parts;
}

/** @throws KeylessItem */
export function itemKey(schema: Schema | undefined, item: unknown): string {
  if (schema?.['x-kubernetes-list-type'] === 'set') return `v:${JSON.stringify(item)}`;
  const names = schema?.['x-kubernetes-list-map-keys'] ?? [];
  const said = names.filter(name => isObject(item) && item[name] !== undefined);
  const keys: JsonObject = {};
  for (const name of [...names].sort()) {
    const key = (isObject(item) ? item[name] : undefined) ?? defaultKey(schema?.items, name);
    if (key === undefined) throw new KeylessItem(names, said.length ? name : undefined);
    keys[name] = key;
  }
  return `k:${JSON.stringify(keys)}`;
}

/** In the server's own program a text that was not said is an empty one. */
function defaultKey(items: Schema | undefined, name: string): unknown {
  const key = propertyOf(items, name);
  if (key?.default !== undefined || items?.name === undefined) return key?.default;
  return key?.type === 'string' ? '' : undefined;
}

/** An item of a list that can not be told from others. */
export class KeylessItem extends StatusError {
  readonly why: string;
  /** @param missing the key that it lacks; `undefined` when it has none at all */
  constructor(keys: readonly string[], missing: string | undefined) {
    const what =
      missing === undefined
        ? `all key fields ${JSON.stringify(keys)}`
        : `key field ${JSON.stringify(missing)}`;
    const defaults = missing === undefined ? 'default values for any key fields' : 'default value';
    const why = `associative list with keys has an element that omits ${what} (and doesn't have ${defaults})`;
    super(StatusError.internal(why).body);
    this.why = why;
  }
}
