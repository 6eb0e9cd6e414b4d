import { isObject, jsonEqual, type JsonObject } from '../../kubernetes/json';
import { mergeKeyOf } from '../../kubernetes/patches/mergeKeys';
import { mergePatch } from '../../kubernetes/patches/mergePatch';
import { strategicMergePatch } from '../../kubernetes/patches/strategicMergePatch';
import { type KubeObject } from '../../kubernetes/types';

export const lastAppliedAnnotation = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * What client-side apply makes of a live object: the target's fields as the target has them, those that the last apply
 * set and this one does not are gone, everything else is as it is. Lists of built-in kinds are merged by their keys,
 * those of custom resources are replaced.
 */
export function merged(live: KubeObject, target: JsonObject, custom: boolean): JsonObject {
  const patch = threeWayPatch(lastApplied(live), target, custom ? undefined : []);
  const result = custom ? mergePatch(live, patch) : strategicMergePatch(live, patch);
  return isObject(result) ? result : live;
}

function lastApplied({ metadata }: KubeObject): JsonObject {
  const text = metadata.annotations?.[lastAppliedAnnotation];
  if (text === undefined) return {};
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

/** @param path of the fields, where lists have keys; undefined where they are replaced as a whole */
function threeWayPatch(
  last: JsonObject,
  target: JsonObject,
  path: readonly string[] | undefined,
): JsonObject {
  const gone = Object.keys(last).filter(key => target[key] === undefined);
  const set = Object.entries(target).map(([key, value]) => {
    return [key, fieldPatch(last[key], value, path && [...path, key])] as const;
  });
  const removed = path ? removedValues(last, target, path) : [];
  return { ...Object.fromEntries(gone.map(key => [key, null])), ...Object.fromEntries([...set, ...removed]) };
}

function fieldPatch(last: unknown, value: unknown, path: readonly string[] | undefined): unknown {
  if (isObject(value)) return threeWayPatch(isObject(last) ? last : {}, value, path);
  const key = path && mergeKeyOf(path);
  if (!Array.isArray(value) || key === undefined || key === 'value') return value;
  return listPatch(Array.isArray(last) ? last : [], value, key, path ?? []);
}

function listPatch(last: unknown[], list: unknown[], key: string, path: readonly string[]): unknown[] {
  const sameIn = (items: unknown[], item: unknown) =>
    items.find(other => isObject(other) && isObject(item) && jsonEqual(other[key], item[key]));
  const gone = last.filter(item => isObject(item) && !sameIn(list, item));
  const kept = list.map(item => {
    const before = sameIn(last, item);
    return isObject(item) ? threeWayPatch(isObject(before) ? before : {}, item, path) : item;
  });
  return [...kept, ...gone.map(item => ({ $patch: 'delete', [key]: isObject(item) ? item[key] : null }))];
}

/** Values of lists that are sets, such as finalizers. */
function removedValues(last: JsonObject, target: JsonObject, path: readonly string[]): [string, unknown][] {
  return Object.entries(target).flatMap(([key, value]): [string, unknown][] => {
    const before = last[key];
    if (!Array.isArray(value) || !Array.isArray(before) || mergeKeyOf([...path, key]) !== 'value') return [];
    const gone = before.filter(item => !value.includes(item));
    return gone.length ? [[`$deleteFromPrimitiveList/${key}`, gone]] : [];
  });
}
