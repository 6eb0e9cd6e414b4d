import { type JsonObject, jsonObject } from '../../controllers/views';
import { at, isObject, jsonEqual } from '../../kubernetes/json';
import { type KubeObject } from '../../kubernetes/types';
import { merged } from '../applying/threeWay';
import { type Ignored } from '../application';
import { type ResourceKey } from '../tracking';
import { knownTypes } from './knownTypes';

/** Whether applying a target to what is live would change anything that counts. */
export function differs(
  live: KubeObject,
  target: JsonObject,
  custom: boolean,
  ignored: readonly string[][],
): boolean {
  return differ(live, merged(live, target, custom), ignored);
}

/** Whether two states of an object differ in what counts; who owns which field does not. */
export function differ(live: KubeObject, predicted: object, ignored: readonly string[][]): boolean {
  return !jsonEqual(counted(predicted, ignored), counted(live, ignored));
}

function counted(object: object, ignored: readonly string[][]): unknown {
  const bookkeeping = [
    ['metadata', 'managedFields'],
    ['metadata', 'resourceVersion'],
    ['metadata', 'generation'],
  ];
  const content = knownTypes({ ...object, status: undefined });
  return [...bookkeeping, ...ignored].reduce<unknown>((rest, path) => without(rest, path), content);
}

/** Paths of fields that `spec.ignoreDifferences` leaves out for an object. */
export function ignoredPaths(rules: readonly Ignored[], key: ResourceKey): string[][] {
  return rules
    .filter(rule => concerns(rule, key))
    .flatMap(({ jsonPointers, jqPathExpressions }) => [
      ...jsonPointers.map(pointerPath),
      ...jqPathExpressions.flatMap(jqPath),
    ]);
}

function concerns({ group, kind, name, namespace }: Ignored, key: ResourceKey): boolean {
  const matches = (pattern: string, value: string) => pattern === '*' || pattern === value;
  return (
    matches(group, key.group) &&
    matches(kind, key.kind) &&
    (!name || name === key.name) &&
    (!namespace || namespace === key.namespace)
  );
}

function pointerPath(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Of jq only plain paths, such as `.spec.replicas`. */
function jqPath(expression: string): string[][] {
  return /^(\.[\w-]+)+$/.test(expression) ? [expression.split('.').slice(1)] : [];
}

/** The target, but with the live values of the fields that are ignored. */
export function respecting(target: JsonObject, live: KubeObject, ignored: readonly string[][]): JsonObject {
  const kept = ignored.reduce<unknown>((rest, path) => {
    const value = at(live, ...path);
    return value === undefined ? without(rest, path) : withValue(rest, path, value);
  }, target);
  return jsonObject.parse(kept);
}

function withValue(node: unknown, [key, ...rest]: string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(node)) {
    return node.map((item, index) => (String(index) === key ? withValue(item, rest, value) : item));
  }
  const object = isObject(node) ? node : {};
  return { ...object, [key]: withValue(object[key], rest, value) };
}

function without(value: unknown, [key, ...rest]: string[]): unknown {
  if (key === undefined) return value;
  if (Array.isArray(value)) {
    return rest.length
      ? value.map((item, index) => (String(index) === key ? without(item, rest) : item))
      : value.filter((_, index) => String(index) !== key);
  }
  if (!isObject(value) || value[key] === undefined) return value;
  if (rest.length) return { ...value, [key]: without(value[key], rest) };
  const { [key]: _removed, ...others } = value;
  return others;
}
