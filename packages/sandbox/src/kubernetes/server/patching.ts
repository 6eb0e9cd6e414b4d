import { isObject, type JsonObject } from '../json';
import { jsonPatch, parseJsonPatch } from '../patches/jsonPatch';
import { mergePatch } from '../patches/mergePatch';
import { strategicMergePatch } from '../patches/strategicMergePatch';
import { StatusError } from '../StatusError';
import type { KubeObject, ResourceDefinition } from '../types';
import { admitting } from './admitting';
import type { ApiRequest } from './ApiRequest';
import { APPLY, applyObject } from './applying';
import { answered, checkName, keyOfRequest, subresourceOf } from './creating';
import { inVersion, storedForm } from './eventVersions';
import type { Answer } from './negotiation';
import type { Reading } from './reading';
import { goMap, sortedJson } from './goText';
import { asSentObject, type Refusal } from './sentObject';
import { badOption, writeOptions } from './writeOptions';

type Change = (object: KubeObject) => unknown;

/**
 * PATCH in its kinds. The patch is applied to the object as it is stored at that moment: nothing can come between
 * its tests and its changes.
 * @throws StatusError 400, 404, 409, 415, 422
 */
export function patchObject(reading: Reading, request: ApiRequest): Answer {
  if (request.contentType === APPLY) return applyObject(reading, request);
  const change = changeOf(request);
  const key = keyOfRequest(request);
  const options = patchOptions(request);
  const admit = admitting(reading, request, 'UPDATE', options.dryRun);
  const patched = reading.store.transform(
    key,
    stored => patchedObject(request, stored, change),
    subresourceOf(request),
    { ...options, ...admit },
  );
  return answered(reading, request, 200, patched);
}

function patchOptions(request: ApiRequest) {
  if (request.info.query.get('force') !== null) {
    const message = 'Forbidden: may not be specified for non-apply patch';
    throw badOption('PatchOptions', 'force', 'FieldValueForbidden', message);
  }
  return writeOptions('PatchOptions', request);
}

function changeOf(request: ApiRequest): Change {
  const { definition, body, contentType } = request;
  switch (contentType) {
    case 'application/json-patch+json': {
      const patch = parseJsonPatch(decoded(body));
      return object => jsonPatch(object, patch);
    }
    case 'application/merge-patch+json': {
      const patch = fields(decoded(body));
      return object => mergePatch(object, patch);
    }
    case 'application/strategic-merge-patch+json': {
      if (definition.custom) throw unknownKind(definition);
      const patch = fields(decoded(body));
      return object => strategicMergePatch(object, patch);
    }
    default:
      throw unknownKind(definition);
  }
}

function patchedObject(request: ApiRequest, stored: KubeObject, change: Change): KubeObject {
  const { definition, info } = request;
  if (info.resource.subresource === 'scale') return asScale(change(stored), stored);
  const result = change(inVersion(definition, stored));
  if (!isObject(result) || !isObject(result.metadata)) throw StatusError.patchRefused();
  const { name } = result.metadata;
  checkName(typeof name === 'string' ? name : undefined, info.resource.name);
  const refuse = patchRefusal(request, result);
  if (result.kind !== definition.kind) throw otherKind(definition, stored, result.kind, refuse);
  const object = asSentObject(request, { value: result, repeated: [], yaml: false }, refuse);
  return definition.storedAs ? storedForm(definition, object) : object;
}

/** A strategic merge is told as it was sent, any other patch by the object that it makes. */
function patchRefusal({ body, contentType }: ApiRequest, result: unknown): Refusal {
  const strategic = contentType === 'application/strategic-merge-patch+json';
  const shown = strategic ? goMap(JSON.parse(body)) : sortedJson(result);
  return why => {
    const mistyped = strategic && / of type (\S+)$/.exec(why);
    const message = `Invalid value: ${JSON.stringify(shown)}: ${mistyped ? `unrecognized type: ${mistyped[1]}` : why}`;
    const causes = [{ reason: 'FieldValueInvalid', message, field: 'patch' }];
    return StatusError.of(422, 'Invalid', ` "" is invalid: patch: ${message}`, { causes });
  };
}

function asScale(result: unknown, stored: KubeObject): KubeObject {
  if (!isObject(result) || !isObject(result.metadata)) throw StatusError.patchRefused();
  const { resourceVersion } = result.metadata;
  const version = typeof resourceVersion === 'string' ? resourceVersion : stored.metadata.resourceVersion;
  return { ...stored, ...result, metadata: { ...stored.metadata, resourceVersion: version } };
}

function decoded(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw StatusError.badRequest(`error decoding patch: ${error instanceof Error ? error.message : ''}`);
  }
}

function fields(value: unknown): JsonObject {
  if (isObject(value)) return value;
  const what = Array.isArray(value) ? 'array' : typeof value;
  throw StatusError.badRequest(
    `error decoding patch: json: cannot unmarshal ${what} into Go value of type map[string]interface {}`,
  );
}

function unknownKind(definition: ResourceDefinition): StatusError {
  const kinds = [
    'application/json-patch+json',
    'application/merge-patch+json',
    ...(definition.custom ? [] : ['application/strategic-merge-patch+json']),
    APPLY,
  ];
  return StatusError.unsupportedMediaType(
    `the body of the request was in an unknown format - accepted media types include: ${kinds.join(', ')}`,
  );
}

function otherKind(
  definition: ResourceDefinition,
  { apiVersion, metadata }: KubeObject,
  kind: unknown,
  refuse: Refusal,
): StatusError {
  const said = JSON.stringify(kind);
  if (!definition.custom) {
    const where = `version ${JSON.stringify(apiVersion)} in scheme "pkg/runtime/scheme.go:110"`;
    return refuse(`no kind ${said} is registered for ${where}`);
  }
  const message = `Invalid value: ${said}: must be ${definition.kind}`;
  return StatusError.invalid({ ...definition, kind: String(kind) }, metadata.name, [
    { reason: 'FieldValueInvalid', message, field: 'kind' },
  ]);
}
