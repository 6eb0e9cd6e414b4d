import { isObject, type JsonObject } from '../kubernetes/json';
import { type Resource } from './Resource';

/** Where a kind has a field: path segments by `/`; lists on the way are gone through, and never made. */
export interface FieldSpec {
  path: string;
  group?: string;
  version?: string;
  kind?: string;
  /** Makes what is missing on the way. */
  create?: boolean;
}

export function concerns({ group, version, kind }: FieldSpec, resource: Resource): boolean {
  return (
    (group === undefined || group === resource.group) &&
    (version === undefined || version === resource.version) &&
    (kind === undefined || kind === resource.kind)
  );
}

/** Changes the field in a resource, wherever the specs say that it has it. */
export function changeFields(
  resource: Resource,
  specs: readonly FieldSpec[],
  change: (value: unknown) => unknown,
): void {
  for (const spec of specs) {
    if (!concerns(spec, resource)) continue;
    const object = changed(resource.object, segments(spec.path), spec.create ?? false, change);
    if (isObject(object)) resource.object = object;
  }
}

/** A `/` in a name is written `\/`. */
function segments(path: string): string[] {
  return path.split(/(?<!\\)\//).map(segment => segment.replaceAll(String.raw`\/`, '/'));
}

function changed(
  node: unknown,
  [segment, ...rest]: string[],
  create: boolean,
  change: (value: unknown) => unknown,
): unknown {
  if (segment === undefined) return change(node);
  if (Array.isArray(node)) return node.map(item => changed(item, [segment, ...rest], create, change));
  if (!isObject(node)) return node;
  const list = segment.endsWith('[]');
  const key = list ? segment.slice(0, -2) : segment;
  const below = node[key];
  if (below === undefined && (list || !create)) return node;
  if (rest.length === 0) return { ...node, [key]: change(below) };
  const next = Array.isArray(below)
    ? below.map(item => changed(item, rest, create, change))
    : changed(below ?? {}, rest, create, change);
  return { ...node, [key]: next };
}

export function withPairs(value: unknown, pairs: Readonly<Record<string, string>>): JsonObject {
  return { ...(isObject(value) ? value : {}), ...pairs };
}
