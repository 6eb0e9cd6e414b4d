import { z } from 'zod';

export type JsonObject = { [key: string]: unknown };

/** What lies at a path of keys and indices; `undefined` where there is nothing. */
export function at(value: unknown, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>((inner, key) => {
    const held = z.record(z.string(), z.unknown()).or(z.array(z.unknown())).safeParse(inner).data;
    return Array.isArray(held) ? held[Number(key)] : held?.[key];
  }, value);
}

/** Text at a path; the empty string where there is none. */
export function textAt(value: unknown, ...path: (string | number)[]): string {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : '';
}

export function listAt(value: unknown, ...path: (string | number)[]): unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** The JSON value with every leaf replaced by the name of its type: what can be compared where times and hashes differ. */
export function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(shapeOf);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, inner]) => [key, shapeOf(inner)]),
    );
  }
  return value === null ? 'null' : typeof value;
}
