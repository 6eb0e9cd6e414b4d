import { z } from 'zod';
import { isObject, jsonEqual, type JsonObject } from '../json';
import { StatusError } from '../StatusError';

const operationsSchema = z.array(
  z.looseObject({
    op: z.string(),
    path: z.string(),
    from: z.string().optional(),
    value: z.unknown().optional(),
  }),
);
export type JsonPatch = z.infer<typeof operationsSchema>;
type Operation = JsonPatch[number];

/** @throws StatusError 400 when it is no list of operations */
export function parseJsonPatch(value: unknown): JsonPatch {
  const parsed = operationsSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const what = isObject(value) ? 'object' : typeof value;
  const message = `error decoding patch: json: cannot unmarshal ${what} into Go value of type []handlers.jsonPatchOp`;
  throw StatusError.badRequest(message);
}

/**
 * JSON Patch (RFC 6902) as the API server applies it, all or nothing. Where its library is laxer than the RFC, so are
 * we, because guards rely on it: `test` for null passes on an absent field, `replace` of an absent field adds it.
 * @throws StatusError 422 without any detail
 */
export function jsonPatch(document: unknown, patch: JsonPatch): unknown {
  return patch.reduce(apply, document);
}

function apply(document: unknown, operation: Operation): unknown {
  const path = keys(operation.path);
  switch (operation.op) {
    case 'test':
      return test(document, path, operation.value);
    case 'add':
      return put(document, path, operation.value, true);
    case 'replace':
      return put(document, path, operation.value, false);
    case 'remove':
      return remove(document, path);
    case 'copy':
      return put(document, path, existing(document, keys(operation.from)), true);
    case 'move':
      return move(document, keys(operation.from), path);
    default:
      throw StatusError.patchRefused();
  }
}

function keys(pointer = ''): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map(key => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function test(document: unknown, path: string[], value: unknown): unknown {
  const parent = find(document, path.slice(0, -1));
  if (parent === undefined) throw StatusError.patchRefused();
  const found = find(document, path) ?? null;
  if (!jsonEqual(found, value ?? null)) throw StatusError.patchRefused();
  return document;
}

function find(document: unknown, path: string[]): unknown {
  return path.reduce<unknown>((here, key) => child(here, key), document);
}

function child(container: unknown, key: string): unknown {
  if (Array.isArray(container)) return container[position(key, container.length - 1)];
  return isObject(container) ? container[key] : undefined;
}

function existing(document: unknown, path: string[]): unknown {
  const found = find(document, path);
  if (found === undefined) throw StatusError.patchRefused();
  return found;
}

function put(document: unknown, [key, ...rest]: string[], value: unknown, insert: boolean): unknown {
  if (key === undefined) return value;
  const inner = (below: unknown) => (rest.length ? put(below, rest, value, insert) : value);
  if (Array.isArray(document)) {
    return rest.length || !insert ? withItem(document, key, inner) : inserted(document, key, value);
  }
  if (!isObject(document) || (rest.length && document[key] === undefined)) throw StatusError.patchRefused();
  return { ...document, [key]: inner(document[key]) };
}

function withItem(list: unknown[], key: string, change: (item: unknown) => unknown): unknown[] {
  const index = position(key, list.length - 1);
  return list.map((item, i) => (i === index ? change(item) : item));
}

function inserted(list: unknown[], key: string, value: unknown): unknown[] {
  const index = key === '-' ? list.length : position(key, list.length);
  return [...list.slice(0, index), value, ...list.slice(index)];
}

function position(key: string, last: number): number {
  const index = /^(0|[1-9]\d*)$/.test(key) ? Number(key) : -1;
  if (index < 0 || index > last) throw StatusError.patchRefused();
  return index;
}

function remove(document: unknown, [key, ...rest]: string[]): unknown {
  if (key === undefined) throw StatusError.patchRefused();
  if (Array.isArray(document)) {
    if (rest.length) return withItem(document, key, item => remove(item, rest));
    const index = position(key, document.length - 1);
    return document.filter((_, i) => i !== index);
  }
  if (!isObject(document) || document[key] === undefined) throw StatusError.patchRefused();
  if (rest.length) return { ...document, [key]: remove(document[key], rest) };
  const { [key]: _removed, ...others }: JsonObject = document;
  return others;
}

function move(document: unknown, from: string[], to: string[]): unknown {
  const value = existing(document, from);
  return put(remove(document, from), to, value, true);
}
