import { isObject, type JsonObject } from '../json';
import { propertyOf, type Schema } from '../schemas/Schema';
import type { FieldSet } from '../types';
import { isMember } from './fieldSet';
import { itemKey, kindOf, partsOf } from './structure';

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
 * In the order of `applied`. What only the live list has stays before the item that it was before, and before what is
 * new at the same place.
 */
function mergeLists(schema: Schema | undefined, live: unknown, applied: unknown): unknown[] {
  const [before, wanted] = [partsOf(schema, live), partsOf(schema, applied)];
  const rest = [...before.keys()];
  const shared = [...wanted.keys()].filter(key => before.has(key));
  const result: unknown[] = [];
  const takeUpTo = (stop: string | undefined) => {
    for (let key = rest[0]; key !== undefined && key !== stop; key = rest[0]) {
      if (!wanted.has(key)) result.push(before.get(key)?.value);
      rest.shift();
    }
  };
  for (const [key, { value, schema: items }] of wanted) {
    takeUpTo(shared[0]);
    if (shared[0] === key) shared.shift();
    if (rest[0] === key) rest.shift();
    result.push(merge(items, before.get(key)?.value, value));
  }
  takeUpTo(undefined);
  return result;
}

/** `value` without the fields and items of a set. */
export function remove(schema: Schema | undefined, value: unknown, set: FieldSet | undefined): unknown {
  const kind = set && kindOf(schema, value);
  if (set === undefined || kind === undefined) return value;
  return kind === 'list' ? removeItems(schema, value, set) : removeFields(schema, value, set);
}

function removeFields(schema: Schema | undefined, value: unknown, set: FieldSet): JsonObject {
  const all = Object.entries(isObject(value) ? value : {});
  const kept = all.filter(([name]) => !isMember(set[`f:${name}`]));
  return Object.fromEntries(
    kept.map(([name, field]) => [name, remove(propertyOf(schema, name), field, set[`f:${name}`])]),
  );
}

function removeItems(schema: Schema | undefined, value: unknown, set: FieldSet): unknown[] {
  const all = Array.isArray(value) ? value : [];
  const kept = all.filter(item => !isMember(set[itemKey(schema, item)]));
  return kept.map(item => remove(schema?.items, item, set[itemKey(schema, item)]));
}
