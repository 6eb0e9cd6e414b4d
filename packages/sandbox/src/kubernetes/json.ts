/** Plain JSON trees: telling, comparing, and freezing them with shared branches. */

export type JsonObject = { [key: string]: unknown };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Deep equality of JSON values; a key with the value `undefined` counts as absent. */
export function jsonEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, i) => jsonEqual(item, b[i]));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const present = (o: JsonObject) => Object.keys(o).filter(key => o[key] !== undefined);
  const keys = present(a);
  return keys.length === present(b).length && keys.every(key => jsonEqual(a[key], b[key]));
}

const frozen = new WeakSet<object>();

/**
 * The same tree, deeply frozen. Branches that came out of here before are shared, everything else is copied, so that a
 * caller keeps the right to change what it sent, and a status write does not copy the pod template.
 */
export function freezeCopy<T>(value: T): T;
export function freezeCopy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || frozen.has(value)) return value;
  const copy = Array.isArray(value) ? value.map(item => freezeCopy(item ?? null)) : frozenFields(value);
  frozen.add(copy);
  return Object.freeze(copy);
}

function frozenFields(value: object): JsonObject {
  const copy: JsonObject = {};
  for (const [key, field] of Object.entries(value)) {
    if (field !== undefined) copy[key] = freezeCopy(field);
  }
  return copy;
}

/** The value at a path of keys, e.g. `at(pod, 'spec', 'nodeName')`. */
export function at(value: unknown, ...path: string[]): unknown {
  let here = value;
  for (const key of path) {
    if (Array.isArray(here)) here = here[Number(key)];
    else if (isObject(here)) here = here[key];
    else return undefined;
  }
  return here;
}

/** The text at a path, or `undefined` when it is something else. */
export function textAt(value: unknown, ...path: string[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : undefined;
}

/** A copy of `value` in which the field at `path` is another; objects on the way are made where missing. */
export function withAt(value: JsonObject, path: readonly string[], field: unknown): JsonObject {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const child = value[key];
  return { ...value, [key]: rest.length ? withAt(isObject(child) ? child : {}, rest, field) : field };
}
