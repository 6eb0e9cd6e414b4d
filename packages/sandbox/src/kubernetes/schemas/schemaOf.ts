import type { ResourceDefinition } from '../types';
import { builtInSchema, builtInTypes } from './builtInSchemas';
import type { Schema } from './Schema';

const ofCustom = new WeakMap<ResourceDefinition, Schema>();

/**
 * What objects of a resource look like. `undefined` where nobody said: then lists are whole and objects are looked into.
 * Events of events.k8s.io are another form of the core ones.
 */
export function schemaOf(definition: ResourceDefinition): Schema | undefined {
  if (!definition.custom) return definition.storedAs ? undefined : builtInSchema(definition.kind);
  const made = ofCustom.get(definition) ?? customSchema(definition.schema);
  ofCustom.set(definition, made);
  return made;
}

/** A custom resource's metadata is that of all objects, whatever its definition says of it. */
function customSchema(schema: Schema = { 'x-kubernetes-preserve-unknown-fields': true }): Schema {
  const text = { type: 'string' };
  const metadata = builtInTypes.of('ObjectMeta') ?? {};
  return {
    ...schema,
    type: 'object',
    properties: { ...schema.properties, apiVersion: text, kind: text, metadata },
  };
}
