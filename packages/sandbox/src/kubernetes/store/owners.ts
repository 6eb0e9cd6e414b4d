import { z } from 'zod';
import { managersAfterUpdate, type Entries, type Hand } from '../fields/managers';
import { schemaOf } from '../schemas/schemaOf';
import type { FieldSet, KubeObject, ResourceDefinition } from '../types';

/** `metadata.managedFields` of what is stored. */

export function withOwners(object: KubeObject, entries: Entries): KubeObject {
  const { managedFields: _before, ...metadata } = object.metadata;
  return { ...object, metadata: { ...metadata, ...(entries.length && { managedFields: [...entries] }) } };
}

export function ownersOfNew(definition: ResourceDefinition, said: KubeObject, hand: Hand): Entries {
  return managersAfterUpdate(schemaOf(definition), undefined, said, hand, []);
}

/** @param given who owned it before */
export function ownersOfChanged(
  definition: ResourceDefinition,
  stored: KubeObject,
  next: KubeObject,
  hand: Hand,
  given: Entries,
): Entries {
  // Who took the owners away wanted none; an apply brings them back.
  if (given.length === 0) return given;
  return managersAfterUpdate(schemaOf(definition), stored, next, hand, given);
}

const fieldSet: z.ZodType<FieldSet> = z.lazy(() => z.record(z.string(), fieldSet));
const entrySchema = z.array(
  z.object({
    manager: z.string().default(''),
    operation: z.enum(['Apply', 'Update']),
    apiVersion: z.string(),
    time: z.string().optional(),
    fieldsType: z.literal('FieldsV1'),
    fieldsV1: fieldSet,
    subresource: z.string().optional(),
  }),
);

/**
 * The owners that a client says an object has; `known` when it says nothing, or nothing that can be read. An empty list,
 * or one empty entry, takes them all away.
 */
export function givenEntries({ metadata }: KubeObject, known: Entries): Entries {
  const sent: readonly object[] | undefined = metadata.managedFields;
  if (sent === undefined || sent === known) return known;
  if (sent.every(entry => Object.keys(entry).length === 0)) return [];
  return entrySchema.safeParse(sent).data ?? known;
}
