import { isObject, jsonEqual, type JsonObject } from '../json';
import { groupResource, StatusError, type StatusCause } from '../StatusError';
import type { KubeObject, NewObject, ObjectMeta, ResourceDefinition } from '../types';
import { customCauses, shaped } from './customObjects';
import { allocatedSpec, defaultedSpec, initialStatus } from './defaults';
import { jobLabels } from './jobDefaults';
import { updateCauses, validationCauses } from '../validation/validation';

/** What becomes of an object on its way into the store; pure. The revision and managed fields are set by the store. */

/** Whose hand writes, when, and what chance gives. */
export interface Writing {
  /** RFC 3339, whole seconds. */
  now: string;
  name: string;
  uid: string;
}

const NAMELESS = {
  reason: 'FieldValueRequired',
  message: 'Required value: name or generateName is required',
  field: 'metadata.name',
};

/**
 * @returns what is stored, and of it what was said or is a default: that has an owner, the rest is the server's
 * @throws StatusError 422
 */
export function newObject(
  definition: ResourceDefinition,
  sent: NewObject,
  writing: Writing,
): { object: KubeObject; said: KubeObject } {
  const { status, ...rest } = shaped(definition, sent);
  const defaulted = defaultedSpec(definition, rest.spec);
  const kept = keepsStatusOnCreate(definition) ? status : undefined;
  const said: KubeObject = {
    ...completed(definition, rest),
    ...typeOf(definition),
    metadata: newMeta(definition, sent.metadata, writing),
    ...(defaulted && { spec: defaulted }),
    ...(kept && { status: kept }),
  };
  refuse(definition, said, [
    ...(writing.name ? [] : [NAMELESS]),
    ...validationCauses(definition, said),
    ...customCauses(definition, said),
  ]);
  return { object: complete(definition, said, writing), said };
}

/** With all that the server adds. */
function complete(definition: ResourceDefinition, said: KubeObject, writing: Writing): KubeObject {
  const spec = allocatedSpec(definition, said.spec, writing);
  const metadata = withLabels(definition, said.metadata, spec);
  const object = spec === said.spec ? { ...said, metadata } : { ...said, metadata, spec };
  const status = said.status ?? initialStatus(definition, object, writing.now);
  if (status && !keepsStatusOnCreate(definition)) object.status = status;
  return object;
}

/** A Job that says no labels has those of its pods. */
function withLabels({ group, kind }: ResourceDefinition, metadata: ObjectMeta, spec: unknown): ObjectMeta {
  const labels = group === 'batch' && kind === 'Job' && !metadata.labels && jobLabels(spec);
  return labels ? { ...metadata, labels } : metadata;
}

function typeOf({ group, version, kind }: ResourceDefinition) {
  return { apiVersion: group ? `${group}/${version}` : version, kind };
}

function completed(definition: ResourceDefinition, sent: JsonObject): JsonObject {
  switch (groupResource(definition)) {
    case 'secrets':
      return completedSecret(sent);
    case 'storageclasses.storage.k8s.io':
      return { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate', ...sent };
    default:
      return sent;
  }
}

/** Secrets say their type, and keep plain texts as they keep all others. */
function completedSecret(sent: JsonObject): JsonObject {
  const { stringData, data, ...rest } = sent;
  const texts = isObject(stringData) ? Object.entries(stringData) : [];
  const encoded = texts.map(([key, text]) => [key, Buffer.from(String(text)).toString('base64')]);
  const all = { ...(isObject(data) ? data : {}), ...Object.fromEntries(encoded) };
  return { type: 'Opaque', ...rest, ...(Object.keys(all).length && { data: all }) };
}

/** A kubelet registers its node with a status; without the subresource a status is a field like others. */
function keepsStatusOnCreate(definition: ResourceDefinition): boolean {
  return !definition.subresources.includes('status') || definition.kind === 'Node';
}

function newMeta(definition: ResourceDefinition, sent: Partial<ObjectMeta>, writing: Writing): ObjectMeta {
  const { namespace, ...rest } = withoutServerFields(sent);
  const labels = definition.resource === 'namespaces' && { 'kubernetes.io/metadata.name': writing.name };
  return {
    ...rest,
    ...(labels && { labels: { ...labels, ...sent.labels } }),
    name: writing.name,
    ...(definition.namespaced && namespace && { namespace }),
    uid: writing.uid,
    resourceVersion: '',
    creationTimestamp: writing.now,
    ...(definition.generation && { generation: 1 }),
  };
}

function withoutServerFields(sent: Partial<ObjectMeta>): Partial<ObjectMeta> {
  const {
    uid: _uid,
    resourceVersion: _resourceVersion,
    generation: _generation,
    creationTimestamp: _creationTimestamp,
    deletionTimestamp: _deletionTimestamp,
    deletionGracePeriodSeconds: _deletionGracePeriodSeconds,
    managedFields: _managedFields,
    ...rest
  } = sent;
  return rest;
}

function refuse(definition: ResourceDefinition, object: KubeObject, causes: StatusCause[]) {
  if (causes.length) throw StatusError.invalid(definition, object.metadata.name, causes);
}

/**
 * The stored object after a write to it, or `stored` itself when nothing changes.
 * @param how `status` takes only the status; otherwise the status is kept
 * @throws StatusError 409 when `metadata.resourceVersion` is not the stored one, 422
 */
export function changedObject(
  definition: ResourceDefinition,
  stored: KubeObject,
  sent: KubeObject,
  { subresource, outside }: { subresource?: 'status'; outside?: boolean },
): KubeObject {
  const { name, resourceVersion } = stored.metadata;
  const expected = sent.metadata.resourceVersion;
  if (expected && expected !== resourceVersion) throw StatusError.conflict(definition, name);
  const next =
    subresource === 'status'
      ? statusWrite(definition, stored, sent, outside)
      : mainWrite(definition, stored, shaped(definition, sent));
  if (next.status === undefined) delete next.status;
  if (jsonEqual(next, stored)) return stored;
  const generation = nextGeneration(definition, stored, next);
  return generation === stored.metadata.generation
    ? next
    : { ...next, metadata: { ...next.metadata, generation } };
}

function statusWrite(
  definition: ResourceDefinition,
  stored: KubeObject,
  sent: KubeObject,
  outside = false,
): KubeObject {
  if (!outside) return { ...stored, status: sent.status };
  const next = { ...stored, status: shaped(definition, { status: sent.status }).status };
  refuse(definition, next, customCauses(definition, next, stored));
  return next;
}

function mainWrite(definition: ResourceDefinition, stored: KubeObject, sent: KubeObject): KubeObject {
  const defaulted = defaultedSpec(definition, sent.spec);
  const spec = allocatedSpec(definition, defaulted, stored.metadata, stored.spec);
  const next: KubeObject = {
    ...sent,
    ...typeOf(definition),
    metadata: changedMeta(stored.metadata, sent.metadata),
    ...(spec && { spec }),
    ...(definition.subresources.includes('status') && { status: stored.status }),
  };
  if (next.spec === undefined) delete next.spec;
  refuse(definition, next, [
    ...identityCauses(stored, sent),
    ...validationCauses(definition, next),
    ...updateCauses(definition, stored, next),
    ...customCauses(definition, next, stored),
  ]);
  return next;
}

function changedMeta(stored: ObjectMeta, sent: ObjectMeta): ObjectMeta {
  const meta: ObjectMeta = { ...stored };
  delete meta.labels;
  delete meta.annotations;
  delete meta.ownerReferences;
  delete meta.finalizers;
  return {
    ...meta,
    ...(filled(sent.labels) && { labels: sent.labels }),
    ...(filled(sent.annotations) && { annotations: sent.annotations }),
    ...(filled(sent.ownerReferences) && { ownerReferences: sent.ownerReferences }),
    ...(filled(sent.finalizers) && { finalizers: sent.finalizers }),
  };
}

function filled(value: object | undefined | null): boolean {
  return !!value && Object.keys(value).length > 0;
}

function identityCauses(stored: KubeObject, sent: KubeObject): StatusCause[] {
  const immutable = (field: 'uid' | 'name' | 'namespace') => {
    const value = sent.metadata[field];
    if (!value || value === stored.metadata[field]) return [];
    const message = `Invalid value: ${JSON.stringify(value)}: field is immutable`;
    return [{ reason: 'FieldValueInvalid', message, field: `metadata.${field}` }];
  };
  // The server checks the uid in two places.
  return [...immutable('name'), ...immutable('namespace'), ...immutable('uid'), ...immutable('uid')];
}

function nextGeneration(definition: ResourceDefinition, stored: KubeObject, next: KubeObject) {
  if (!definition.generation) return stored.metadata.generation;
  const moved = definition.custom
    ? !jsonEqual(content(definition, stored), content(definition, next))
    : !jsonEqual(stored.spec, next.spec) ||
      (!next.spec && !jsonEqual(content(definition, stored), content(definition, next)));
  return (stored.metadata.generation ?? 0) + (moved ? 1 : 0);
}

/** Everything but metadata, and but the status where it has its own door. */
function content(definition: ResourceDefinition, object: KubeObject): JsonObject {
  const { metadata: _metadata, ...rest } = object;
  if (definition.subresources.includes('status')) delete rest.status;
  return rest;
}
