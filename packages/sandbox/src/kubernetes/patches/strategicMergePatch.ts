import { isObject, jsonEqual, type JsonObject } from '../json';
import { StatusError } from '../StatusError';
import { mergeKeyOf, type MergeKey } from './mergeKeys';

/**
 * Strategic merge patch: a merge patch that knows the keys of list items, with its directives (`$patch`, `$retainKeys`,
 * `$setElementOrder/…`, `$deleteFromPrimitiveList/…`). Only for built-in kinds.
 * @param path where `original` is in its object, for the keys of its lists
 * @throws StatusError 500 for items without their key, as the real server
 */
export function strategicMergePatch(
  original: JsonObject,
  patch: JsonObject,
  path: readonly string[] = [],
): JsonObject {
  if (patch.$patch === 'delete') return {};
  if (patch.$patch === 'replace') return withoutDirectives(patch);
  const result = retained(original, patch.$retainKeys);
  for (const [key, value] of Object.entries(patch)) {
    if (!key.startsWith('$')) setField(result, key, value, [...path, key], orderOf(patch, key));
  }
  for (const [key, value] of Object.entries(patch)) applyListDirective(result, key, value, patch, path);
  return result;
}

function orderOf(patch: JsonObject, key: string): unknown[] | undefined {
  const order = patch[`$setElementOrder/${key}`];
  return Array.isArray(order) ? order : undefined;
}

function withoutDirectives(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !key.startsWith('$')));
}

function retained(original: JsonObject, keep: unknown): JsonObject {
  if (!Array.isArray(keep)) return { ...original };
  return Object.fromEntries(Object.entries(original).filter(([key]) => keep.includes(key)));
}

function setField(target: JsonObject, key: string, value: unknown, path: string[], order?: unknown[]): void {
  const before = target[key];
  if (value === null) delete target[key];
  else if (isObject(value)) target[key] = strategicMergePatch(isObject(before) ? before : {}, value, path);
  else if (Array.isArray(value))
    target[key] = mergedList(Array.isArray(before) ? before : [], value, path, order);
  else target[key] = value;
}

function applyListDirective(
  target: JsonObject,
  directive: string,
  value: unknown,
  patch: JsonObject,
  path: readonly string[],
): void {
  const [name = '', key = ''] = directive.split('/');
  const list = target[key];
  if (!Array.isArray(value) || !Array.isArray(list)) return;
  if (name === '$deleteFromPrimitiveList') target[key] = list.filter(item => !value.includes(item));
  if (name === '$setElementOrder' && patch[key] === undefined) {
    target[key] = ordered(list, value, list, mergeKeyOf([...path, key]) ?? 'value');
  }
}

function mergedList(before: unknown[], patch: unknown[], path: string[], order?: unknown[]): unknown[] {
  const mergeKey = mergeKeyOf(path);
  if (mergeKey === undefined) return patch;
  const replaces = patch.some(item => isObject(item) && item.$patch === 'replace');
  const items = patch.filter(item => !(isObject(item) && item.$patch === 'replace'));
  const merged = items.reduce<unknown[]>(
    (list, item) => mergedItem(list, item, mergeKey, path),
    replaces ? [] : before,
  );
  return ordered(merged, order ?? items, before, mergeKey);
}

function mergedItem(list: unknown[], item: unknown, mergeKey: MergeKey, path: string[]): unknown[] {
  if (mergeKey === 'value') return list.includes(item) ? list : [...list, item];
  if (!isObject(item) || item[mergeKey] === undefined) throw keyless(item, mergeKey);
  const same = (other: unknown) => isObject(other) && jsonEqual(other[mergeKey], item[mergeKey]);
  if (item.$patch === 'delete') return list.filter(other => !same(other));
  if (!list.some(same)) return [...list, strategicMergePatch({}, item, path)];
  return list.map(other => (same(other) && isObject(other) ? strategicMergePatch(other, item, path) : other));
}

function keyless(item: unknown, mergeKey: string): StatusError {
  const text = isObject(item)
    ? `map[${Object.entries(item)
        .map(([key, value]) => `${key}:${String(value)}`)
        .join(' ')}]`
    : String(item);
  return StatusError.plainInternal(`map: ${text} does not contain declared merge key: ${mergeKey}`);
}

/**
 * Kubernetes' own order: what the patch names in its order, what only the server has in the server's; where both know
 * a pair the server's order decides between them, and what is new comes first.
 */
function ordered(list: unknown[], order: unknown[], before: unknown[], mergeKey: MergeKey): unknown[] {
  const place = (among: unknown[], item: unknown) => {
    const key = keyOf(item, mergeKey);
    return among.findIndex(other => jsonEqual(keyOf(other, mergeKey), key));
  };
  const sorted = (items: unknown[], by: unknown[]) => [...items].sort((a, b) => place(by, a) - place(by, b));
  const named = sorted(
    list.filter(item => place(order, item) >= 0),
    order,
  );
  const others = sorted(
    list.filter(item => place(order, item) < 0),
    before,
  );
  const result: unknown[] = [];
  while (named.length && others.length) {
    const [left, right] = [place(before, others[0]), place(before, named[0])];
    result.push(left >= 0 && right >= 0 && left < right ? others.shift() : named.shift());
  }
  return [...result, ...named, ...others];
}

function keyOf(item: unknown, mergeKey: MergeKey): unknown {
  return mergeKey !== 'value' && isObject(item) ? item[mergeKey] : item;
}
