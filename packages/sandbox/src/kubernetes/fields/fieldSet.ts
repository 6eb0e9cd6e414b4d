import type { FieldSet } from '../types';

/**
 * Sets of fields as `fieldsV1` has them. A name without anything below it is in the set; one with something below is
 * only when `.` is there too. Parts that do not change are shared.
 */

export const FIELD: FieldSet = Object.freeze({});

/** `undefined`: the empty set. */
type Fields = FieldSet | undefined;

/** The field itself and not only something below it. */
export function isMember(set: Fields): boolean {
  return set !== undefined && (isLeaf(set) || set['.'] !== undefined);
}

function isLeaf(set: FieldSet): boolean {
  return set === FIELD || Object.keys(set).length === 0;
}

/** A set from what is below a field. */
export function fields(below: FieldSet, member = false): Fields {
  if (isLeaf(below)) return member ? FIELD : undefined;
  return member ? { '.': FIELD, ...below } : below;
}

export function union(a: Fields, b: Fields): Fields {
  if (a === undefined || b === undefined || a === b) return a ?? b;
  return combined(a, b, isMember(a) || isMember(b), union);
}

/** What is in `a` and not in `b`. */
export function difference(a: Fields, b: Fields): Fields {
  if (a === undefined || b === undefined) return a;
  return combined(a, b, isMember(a) && !isMember(b), difference);
}

export function intersection(a: Fields, b: Fields): Fields {
  if (a === undefined || b === undefined) return undefined;
  return a === b ? a : combined(a, b, isMember(a) && isMember(b), intersection);
}

/** `a` without what is named in `b`, and without all that is below of it. */
export function without(a: Fields, b: FieldSet): Fields {
  if (a === undefined || isMember(b)) return undefined;
  return combined(a, b, isMember(a), (mine, theirs) => (theirs ? without(mine, theirs) : mine));
}

function combined(
  a: FieldSet,
  b: FieldSet,
  member: boolean,
  combine: (a: Fields, b: Fields) => Fields,
): Fields {
  const below: FieldSet = {};
  let same = isMember(a) === member;
  for (const key in a) {
    if (key === '.') continue;
    const found = combine(a[key], b[key]);
    if (found !== a[key]) same = false;
    if (found !== undefined) below[key] = found;
  }
  for (const key in b) {
    if (key === '.' || a[key] !== undefined) continue;
    const found = combine(undefined, b[key]);
    if (found === undefined) continue;
    same = false;
    below[key] = found;
  }
  return same ? a : fields(below, member);
}

/** The paths in a set, as people are told them: `.spec.containers[name="app"].image`. In their order. */
export function pathsOf(set: Fields, path = ''): string[] {
  if (set === undefined) return [];
  const own = isMember(set) ? [path] : [];
  const below = Object.entries(set)
    .filter(([key]) => key !== '.')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return [...own, ...below.flatMap(([key, child]) => pathsOf(child, path + pathElement(key)))];
}

/** `f:name`, `k:{"name":"app"}`, `v:"text"` */
function pathElement(key: string): string {
  const text = key.slice(2);
  if (key.startsWith('f:')) return `.${text}`;
  if (key.startsWith('v:')) return `[=${text}]`;
  const keys: Record<string, unknown> = JSON.parse(text);
  return `[${Object.entries(keys)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(',')}]`;
}
