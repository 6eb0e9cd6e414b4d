import { storageKey } from '../resources/ResourceRegistry';
import { StatusError } from '../StatusError';
import type { KubeObject, ObjectKey } from '../types';
import { admitting } from './admitting';
import type { ApiRequest } from './ApiRequest';
import { inVersion } from './eventVersions';
import { written, type Answer } from './negotiation';
import { shownText, type Reading } from './reading';
import { asNewObject, asSentObject } from './sentObject';
import { sentText } from './sentText';
import { writeOptions } from './writeOptions';

/** POST of new objects and PUT of whole ones. */

/** @throws StatusError 400, 404, 409, 422 */
export function createObject(reading: Reading, request: ApiRequest): Answer {
  const { definition } = request;
  const options = writeOptions('CreateOptions', request);
  const sent = asNewObject(request, sentText(request));
  if (sent.metadata.resourceVersion) {
    throw StatusError.plainInternal('resourceVersion should not be set on objects to be created');
  }
  const admit = admitting(reading, request, 'CREATE', options.dryRun);
  const created = reading.store.create(storageKey(definition), sent, { ...options, ...admit });
  return answered(reading, request, 201, created);
}

/** @throws StatusError 400, 404, 409, 422 */
export function replaceObject(reading: Reading, request: ApiRequest): Answer {
  const { definition, info } = request;
  const { subresource, name } = info.resource;
  const scale = subresource === 'scale';
  const options = writeOptions('UpdateOptions', request);
  const sent = asSentObject(scale ? forScale(request) : request, sentText(request));
  const check = (stored: KubeObject) => {
    checkName(sent.metadata.name, name);
    checkVersion(request, sent, stored, scale);
    return { ...sent, metadata: { ...sent.metadata, name } };
  };
  const key = keyOfRequest(request);
  const admit = admitting(reading, request, 'UPDATE', options.dryRun);
  const replaced = reading.store.transform(key, check, subresourceOf(request), { ...options, ...admit });
  return answered(reading, request, 200, scale ? replaced : inVersion(definition, replaced));
}

/** A Scale is sent and answered in its own kind whatever is scaled. */
export function forScale(request: ApiRequest): ApiRequest {
  const definition = {
    ...request.definition,
    group: 'autoscaling',
    version: 'v1',
    kind: 'Scale',
    custom: false,
  };
  return { ...request, definition };
}

function checkVersion(
  { definition, info }: ApiRequest,
  sent: KubeObject,
  stored: KubeObject,
  scale: boolean,
) {
  const { resourceVersion, uid } = sent.metadata;
  const { name, namespace } = info.resource;
  if (resourceVersion && !/^\d+$/.test(resourceVersion)) {
    throw StatusError.plainInternal(`strconv.ParseUint: parsing "${resourceVersion}": invalid syntax`);
  }
  if (uid && uid !== stored.metadata.uid) {
    const key = [
      '/registry',
      ...(definition.custom ? [definition.group] : []),
      definition.resource,
      namespace,
      name,
    ];
    throw StatusError.conflict(
      definition,
      name,
      `StorageError: invalid object, Code: 4, Key: ${key.filter(part => part !== '').join('/')}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: ${uid}, UID in object meta: ${stored.metadata.uid}`,
    );
  }
  if (!resourceVersion && definition.custom && !scale) throw versionRequired(definition, name);
}

function versionRequired(definition: ApiRequest['definition'], name: string): StatusError {
  const message = 'Invalid value: 0: must be specified for an update';
  const causes = [{ reason: 'FieldValueInvalid', message, field: 'metadata.resourceVersion' }];
  return StatusError.invalid({ ...definition, kind: definition.resource }, name, causes);
}

/** @throws StatusError 400 when an object would change its name */
export function checkName(sent: string | undefined, name: string): void {
  if (sent === name || !sent) return;
  throw StatusError.badRequest(
    `the name of the object (${sent}) does not match the name on the URL (${name})`,
  );
}

export function keyOfRequest({ definition, info }: ApiRequest): ObjectKey {
  const { namespace, name } = info.resource;
  return { resource: storageKey(definition), name, ...(definition.namespaced && { namespace }) };
}

export function subresourceOf({ info }: ApiRequest): 'status' | 'scale' | undefined {
  const { subresource } = info.resource;
  return subresource === 'status' || subresource === 'scale' ? subresource : undefined;
}

/** An object as the answer to a write. */
export function answered(reading: Reading, request: ApiRequest, code: number, object: KubeObject): Answer {
  const { definition, format } = request;
  return written(format, code, shownText(reading, definition, format, inVersion(definition, object)));
}
