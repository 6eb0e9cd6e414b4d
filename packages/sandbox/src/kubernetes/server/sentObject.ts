import { parse } from 'yaml';
import { z } from 'zod';
import { StatusError } from '../StatusError';
import type { JsonValue, KubeObject, NewObject, ResourceDefinition } from '../types';
import type { ApiRequest } from './ApiRequest';
import { completeEvent, storedForm } from './eventVersions';

const texts = z.record(z.string(), z.string()).nullish();
const tree = z.record(z.string(), z.custom<JsonValue>()).optional();
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
      ownerReferences: z.array(z.looseObject({ uid: z.string(), name: z.string() })).nullish(),
    })
    .nullish(),
  spec: tree,
  status: tree,
});

const BODY_TYPES = ['application/json', 'application/yaml', ''];

/** The body as JSON. @throws StatusError 400, 415 */
export function sentJson(request: ApiRequest): unknown {
  if (!BODY_TYPES.includes(request.contentType)) {
    const known = 'application/json, application/yaml, application/vnd.kubernetes.protobuf';
    throw StatusError.unsupportedMediaType(
      `the body of the request was in an unknown format - accepted media types include: ${known}`,
    );
  }
  try {
    return request.contentType === 'application/yaml' ? parse(request.body) : JSON.parse(request.body);
  } catch (error) {
    const why = error instanceof Error ? error.message : '';
    const shown = request.body.slice(0, 100) || '<empty>';
    throw StatusError.badRequest(
      `the object provided is unrecognized (must be of type ${request.definition.kind}): couldn't get version/kind; json parse error: ${why} (${shown})`,
    );
  }
}

/** A JSON value as an object of the resource that was asked for. @throws StatusError 400 */
export function asSentObject({ definition, info }: ApiRequest, value: unknown): KubeObject {
  const parsed = sentSchema.safeParse(value);
  const { kind, version, namespaced } = definition;
  if (!parsed.success) throw misshapen(definition.kind, version, parsed.error);
  const { metadata, ...content } = parsed.data;
  if (content.kind && content.kind !== kind) {
    throw StatusError.badRequest(
      `${content.kind} in version "${content.apiVersion?.split('/').at(-1) ?? ''}" cannot be handled as a ${kind}: unknown conversion`,
    );
  }
  if (!definition.custom) checkReplicas(kind, version, content.spec?.replicas);
  const { namespace } = info.resource;
  checkNamespace(definition, namespace, metadata?.namespace);
  // The store fills the rest of the metadata and reads no field that was not checked above.
  const whole = { ...content, metadata: { ...metadata, ...(namespaced && { namespace }) } } as KubeObject;
  return storedForm(definition, { ...whole, apiVersion: groupVersion(definition), kind });
}

/** The one wrong type that people send. */
function checkReplicas(kind: string, version: string, replicas: unknown): void {
  if (replicas === undefined || replicas === null || Number.isInteger(replicas)) return;
  throw StatusError.badRequest(
    `${kind} in version "${version}" cannot be handled as a ${kind}: json: cannot unmarshal ${typeof replicas} into Go struct field ${kind}Spec.spec.replicas of type int32`,
  );
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

function misshapen(kind: string, version: string, error: z.ZodError): StatusError {
  const issue = error.issues[0];
  const field = issue?.path.join('.') ?? '';
  return StatusError.badRequest(
    `${kind} in version "${version}" cannot be handled as a ${kind}: json: cannot unmarshal ${field}: ${issue?.message ?? ''}`,
  );
}

export function asNewObject(request: ApiRequest, value: unknown): NewObject {
  const object = asSentObject(request, value);
  return object.kind === 'Event' ? completeEvent(object) : object;
}
