import { at, isObject, type JsonObject } from '../json';
import { defaulted, pruned } from '../schemas/shaping';
import { schemaOf } from '../schemas/schemaOf';
import { schemaCauses } from '../schemas/validating';
import type { StatusCause } from '../StatusError';
import type { KubeObject, ResourceDefinition } from '../types';

/** Objects of custom resources and the schema that their definition gives them. */

/** Everything of an object that its definition speaks of. */
function contentOf({ apiVersion: _apiVersion, kind: _kind, metadata: _metadata, ...content }: JsonObject) {
  return content;
}

/** Without unknown fields and with defaults. */
export function shaped<T extends JsonObject>(definition: ResourceDefinition, object: T): T {
  if (!definition.custom) return object;
  const schema = schemaOf(definition);
  const content = contentOf(object);
  const fitting = defaulted(schema, pruned(schema, content));
  if (fitting === content || !isObject(fitting)) return object;
  const result: T = { ...object, ...fitting };
  for (const name of Object.keys(content)) if (!(name in fitting)) delete result[name];
  return result;
}

/** What a definition has against an object. @param stored the object before; absent for a new one */
export function customCauses(
  definition: ResourceDefinition,
  object: KubeObject,
  stored?: KubeObject,
): StatusCause[] {
  if (!definition.custom) return [];
  const { metadata: _metadata, ...properties } = schemaOf(definition)?.properties ?? {};
  const schema = { ...schemaOf(definition), properties };
  // An object's metadata is there always.
  const required = schema.required?.filter(name => name !== 'metadata');
  const old = stored && contentOf(stored);
  return schemaCauses({ ...schema, required }, contentOf(object), old, scaleCauses(definition, object));
}

/** A definition with a `scale` wants a number where that is. */
function scaleCauses({ scale }: ResourceDefinition, object: KubeObject): StatusCause[] {
  if (!scale) return [];
  const field = `.${scale.replicas.join('.')}`;
  const replicas = at(object, ...scale.replicas);
  if (typeof replicas === 'number' && Number.isInteger(replicas)) {
    if (replicas >= 0) return [];
    const message = `Invalid value: ${replicas}: should be a non-negative integer`;
    return [{ reason: 'FieldValueInvalid', message, field }];
  }
  const why = accessError(object, scale.replicas);
  return why
    ? [{ reason: 'FieldValueInvalid', message: `Invalid value: 0: ${field} accessor error: ${why}`, field }]
    : [];
}

/** What is at a path, or on the way to it, instead of what should be. */
function accessError(object: JsonObject, path: readonly string[]): string | undefined {
  let here: unknown = object;
  for (const name of path) {
    if (!isObject(here))
      return `${String(here)} is of the type ${goType(here)}, expected map[string]interface{}`;
    here = here[name];
    if (here === undefined || here === null) return undefined;
  }
  return `${String(here)} is of the type ${goType(here)}, expected int64`;
}

function goType(value: unknown): string {
  if (Array.isArray(value)) return '[]interface {}';
  if (typeof value === 'number') return 'float64';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}
