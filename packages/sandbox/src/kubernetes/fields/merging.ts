import { isObject, type JsonObject } from '../json';
import { propertyOf, type Schema } from '../schemas/Schema';
import type { FieldSet } from '../types';
import { isMember } from './fieldSet';
import { itemKey, kindOf, partsOf, type Parts } from './structure';

/** `live` with all that `applied` says. Branches that do not change are shared with `live`. */
export function merge(schema: Schema | undefined, live: unknown, applied: unknown): unknown {
  if (applied === undefined) return live;
  const kind = kindOf(schema, applied);
  if (kind === undefined || kind !== kindOf(schema, live)) return applied;
  return kind === 'list' ? mergeLists(schema, live, applied) : mergeObjects(schema, live, applied);
}

function mergeObjects(schema: Schema | undefined, live: unknown, applied: unknown): JsonObject {
  const result: JsonObject = isObject(live) ? { ...live } : {};
  for (const [name, value] of Object.entries(isObject(applied) ? applied : {})) {
    result[name] = merge(propertyOf(schema, name), result[name], value);
  }
  return result;
}

/**
 * In the order of `applied`; what only the live list has stays before the item that it was before, as far as the orders
 * agree.
 */
function mergeLists(schema: Schema | undefined, live: unknown, applied: unknown): unknown[] {
  const [before, wanted] = [partsOf(schema, live), partsOf(schema, applied)];
  const rest = [...before.keys()];
  const result: unknown[] = [];
  const takeOwn = () => {
    while (rest[0] !== undefined && !wanted.has(rest[0])) result.push(before.get(rest.shift() ?? '')?.value);
  };
  const placed = new Set<string>();
  for (const [key, { value, schema: items }] of wanted) {
    // What was placed already, because the orders differ, holds nothing up.
    while (rest[0] !== undefined && placed.has(rest[0])) rest.shift();
    if (before.has(key)) takeOwn();
    if (rest[0] === key) rest.shift();
    placed.add(key);
    result.push(merge(items, before.get(key)?.value, value));
  }
  return [...result, ...left(rest, before, wanted)];
}

function left(rest: readonly string[], before: Parts, wanted: Parts): unknown[] {
  return rest.filter(key => !wanted.has(key)).map(key => before.get(key)?.value);
}

/** `value` without the fields and items of a set. `undefined` when nothing is left of what had something. */
export function remove(schema: Schema | undefined, value: unknown, set: FieldSet | undefined): unknown {
  const kind = set && kindOf(schema, value);
  if (set === undefined || kind === undefined) return value;
  return kind === 'list' ? removeItems(schema, value, set) : removeFields(schema, value, set);
}

function removeFields(schema: Schema | undefined, value: unknown, set: FieldSet): unknown {
  const all = Object.entries(isObject(value) ? value : {});
  const kept = all.flatMap(([name, field]) => {
    const inSet = set[`f:${name}`];
    if (isMember(inSet)) return [];
    const remains = remove(propertyOf(schema, name), field, inSet);
    return remains === undefined ? [] : [[name, remains]];
  });
  return kept.length || !all.length ? Object.fromEntries(kept) : undefined;
}

function removeItems(schema: Schema | undefined, value: unknown, set: FieldSet): unknown {
  const all = Array.isArray(value) ? value : [];
  const kept = all.flatMap(item => {
    const inSet = set[itemKey(schema, item)];
    if (isMember(inSet)) return [];
    const remains = remove(schema?.items, item, inSet);
    return remains === undefined ? [] : [remains];
  });
  return kept.length || !all.length ? kept : undefined;
}
