import type { ResourceDefinition } from '../types';
import { builtInSchema, embeddedTypes } from './builtInSchemas';
import { knownCustomSchema } from './customSchemas';
import type { Schema } from './Schema';

const ofCustom = new WeakMap<ResourceDefinition, Schema>();

/**
 * What objects of a resource look like. `undefined` where nobody said: then lists are whole and objects are looked into.
 * Events of events.k8s.io are another form of the core ones.
 */
export function schemaOf(definition: ResourceDefinition): Schema | undefined {
  if (!definition.custom) return definition.storedAs ? undefined : builtInSchema(definition.kind);
  const made = ofCustom.get(definition) ?? customSchema(definition);
  ofCustom.set(definition, made);
  return made;
}

/** What its definition says; where that says nothing, what is known of the kind. Metadata is that of all objects. */
function customSchema({ schema, group, kind }: ResourceDefinition): Schema {
  const said = saysNothing(schema) ? (knownCustomSchema(group, kind) ?? schema) : schema;
  const text = { type: 'string' };
  const metadata = embeddedTypes.of('ObjectMeta') ?? {};
  const properties = { ...said?.properties, apiVersion: text, kind: text, metadata };
  return { ...(said ?? { 'x-kubernetes-preserve-unknown-fields': true }), type: 'object', properties };
}

function saysNothing(schema: Schema | undefined): boolean {
  const { apiVersion: _apiVersion, kind: _kind, metadata: _metadata, ...content } = schema?.properties ?? {};
  return Object.values(content).every(
    each => each.type === 'object' && !each.properties && !each.additionalProperties,
  );
}
