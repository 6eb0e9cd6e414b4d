import { at, isObject, type JsonObject } from '../json';
import type { Schema } from '../schemas/Schema';
import type { KubeObject } from '../types';
import { compare } from './comparing';
import { difference, union } from './fieldSet';
import type { Conflict, Hand } from './managers';
import { fieldsSaid } from './saying';

/**
 * The way from `kubectl apply` on the client's side to the server's: what kubectl applied last is noted on the object,
 * and under its own name it may take those fields over.
 */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
const KUBECTL = 'kubectl';

/** The conflicts without those about what kubectl itself applied and nobody has changed since. */
export function disputed(
  schema: Schema | undefined,
  live: KubeObject,
  { manager }: Hand,
  conflicts: readonly Conflict[],
): Conflict[] {
  const noted = manager === KUBECTL && conflicts.length > 0 ? lastApplied(live) : undefined;
  if (noted === undefined || noted.apiVersion !== live.apiVersion) return [...conflicts];
  const { added, modified, removed } = compare(schema, noted, live);
  const own = difference(fieldsSaid(schema, noted), union(union(added, modified), removed));
  return conflicts.flatMap(({ entry, fields }) => {
    const left = difference(fields, own);
    return left ? [{ entry, fields: left }] : [];
  });
}

function lastApplied({ metadata }: KubeObject): JsonObject | undefined {
  const text = metadata.annotations?.[LAST_APPLIED];
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    // Anybody may write anything into an annotation.
    return undefined;
  }
}

/** The object with the note renewed, where there was one. */
export function reannotated(
  object: KubeObject,
  live: KubeObject,
  config: JsonObject,
  { manager }: Hand,
): KubeObject {
  if (manager !== KUBECTL || live.metadata.annotations?.[LAST_APPLIED] === undefined) return object;
  const annotations = { ...object.metadata.annotations, [LAST_APPLIED]: `${sorted(withoutNote(config))}\n` };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

function withoutNote(config: JsonObject): JsonObject {
  const annotations = at(config, 'metadata', 'annotations');
  if (!isObject(config.metadata) || !isObject(annotations)) return config;
  const { [LAST_APPLIED]: _note, ...others } = annotations;
  return { ...config, metadata: { ...config.metadata, annotations: others } };
}

/** Names in their order at every depth, as Go writes maps. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_name, field: unknown) =>
    isObject(field) ? Object.fromEntries(Object.entries(field).sort(([a], [b]) => (a < b ? -1 : 1))) : field,
  );
}
