import { z } from 'zod';
import { at, textAt } from '../json';
import { builtInSchema } from '../schemas/builtInSchemas';
import { unreadable } from '../schemas/decoding';
import { schemaOf } from '../schemas/schemaOf';
import { StatusError } from '../StatusError';
import type { JsonValue, KubeObject, NewObject, ResourceDefinition } from '../types';
import type { ApiRequest } from './ApiRequest';
import { completeEvent, storedForm } from './eventVersions';
import { knownFields } from './fieldValidation';
import type { Read } from './sentText';

const texts = z.record(z.string(), z.string()).nullish();
const anything = z.custom<{ [key: string]: JsonValue }>().optional();
const sentSchema = z.looseObject({
  apiVersion: z.string().optional(),
  kind: z.string().optional(),
  metadata: z
    .looseObject({
      name: z.string().optional(),
      generateName: z.string().optional(),
      namespace: z.string().optional(),
      uid: z.string().optional(),
      resourceVersion: z.string().optional(),
      labels: texts,
      annotations: texts,
      finalizers: z.array(z.string()).nullish(),
      ownerReferences: z.array(z.looseObject({})).nullish(),
    })
    .nullish(),
  spec: anything,
  status: anything,
});

/** How a request is refused whose object can not be read. */
export type Refusal = (why: string) => StatusError;

/**
 * A JSON value as an object of the resource that was asked for, without what its kind does not know.
 * @throws StatusError 400, or what `refuse` makes
 */
export function asSentObject(
  request: ApiRequest,
  read: Read,
  refuse: Refusal = refusal(request.definition),
): KubeObject {
  const { definition, info } = request;
  const { value } = read;
  const { kind, namespaced } = definition;
  checkKind(definition, value);
  const why = unreadableObject(definition, value);
  if (why !== undefined) throw refuse(why);
  const parsed = sentSchema.safeParse(knownFields(request, value, read, refuse));
  if (!parsed.success) throw refuse(misshapen(parsed.error));
  const { metadata, ...content } = parsed.data;
  const { namespace } = info.resource;
  checkNamespace(definition, namespace, metadata?.namespace);
  // The store fills the rest of the metadata and reads no field that was not checked above.
  const whole = { ...content, metadata: { ...metadata, ...(namespaced && { namespace }) } } as KubeObject;
  return storedForm(definition, { ...whole, apiVersion: groupVersion(definition), kind });
}

function checkKind({ kind }: ResourceDefinition, value: unknown): void {
  const sent = textAt(value, 'kind');
  if (!sent || sent === kind) return;
  const version = textAt(value, 'apiVersion')?.split('/').at(-1) ?? '';
  throw StatusError.badRequest(
    `${sent} in version "${version}" cannot be handled as a ${kind}: unknown conversion`,
  );
}

/** Of a custom resource's objects the server's program reads the metadata only. */
function unreadableObject(definition: ResourceDefinition, value: unknown): string | undefined {
  if (!definition.custom) return unreadable(schemaOf(definition), value);
  return unreadable(builtInSchema('ObjectMeta'), at(value, 'metadata'));
}

function refusal({ kind, version }: ResourceDefinition): Refusal {
  return why =>
    StatusError.badRequest(`${kind} in version "${version}" cannot be handled as a ${kind}: ${why}`);
}

/** @throws StatusError 400 when an object is sent into another namespace than it says */
export function checkNamespace(definition: ResourceDefinition, namespace: string, said: unknown): void {
  if (!said || said === namespace || !definition.namespaced) return;
  throw StatusError.badRequest(
    'the namespace of the provided object does not match the namespace sent on the request',
  );
}

export function groupVersion({ group, version }: { group: string; version: string }): string {
  return group ? `${group}/${version}` : version;
}

function misshapen(error: z.ZodError): string {
  const issue = error.issues[0];
  return `json: cannot unmarshal ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`;
}

export function asNewObject(request: ApiRequest, read: Read): NewObject {
  const object = asSentObject(request, read);
  return object.kind === 'Event' ? completeEvent(object) : object;
}
