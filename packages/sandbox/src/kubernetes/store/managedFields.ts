import { managersAfterUpdate, type Entries, type Hand } from '../fields/managers';
import { schemaOf } from '../schemas/schemaOf';
import type { KubeObject, ResourceDefinition } from '../types';

/** `object` with who owns what of it: as it is settled already, or as `by` changed it since `before`. */
export function withManager(
  definition: ResourceDefinition,
  object: KubeObject,
  before: KubeObject | undefined,
  by: Hand | Entries,
): KubeObject {
  const entries = 'manager' in by ? managersAfterUpdate(schemaOf(definition), before, object, by) : by;
  return { ...object, metadata: { ...object.metadata, managedFields: [...entries] } };
}
