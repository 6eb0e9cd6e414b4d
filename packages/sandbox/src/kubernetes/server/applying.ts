import { parse } from 'yaml';
import { isObject, type JsonObject } from '../json';
import { storageKey } from '../resources/ResourceRegistry';
import { StatusError } from '../StatusError';
import { admitting } from './admitting';
import type { ApiRequest } from './ApiRequest';
import { answered, checkName, forScale, keyOfRequest, subresourceOf } from './creating';
import type { Answer } from './negotiation';
import type { Reading } from './reading';
import { isSet } from './requestInfo';
import { asNewObject } from './sentObject';
import { badOption, writeOptions } from './writeOptions';

/** PATCH that says what is to be, and under whose name. */
export const APPLY = 'application/apply-patch+yaml';

/** @throws StatusError 400, 404, 409 with a cause for each field of others, 422 */
export function applyObject(reading: Reading, request: ApiRequest): Answer {
  const { definition, info } = request;
  const { name } = info.resource;
  checkManager(info.query);
  const sent = asNewObject(subresourceOf(request) === 'scale' ? forScale(request) : request, config(request));
  checkName(sent.metadata.name, name);
  const exists = reading.store.get(keyOfRequest(request)) !== undefined;
  const options = writeOptions('PatchOptions', request);
  const admit = admitting(reading, request, exists ? 'UPDATE' : 'CREATE', options.dryRun);
  const applied = reading.store.apply(
    storageKey(definition),
    { ...sent, metadata: { ...sent.metadata, name } },
    { ...options, ...admit, force: isSet(info.query, 'force'), subresource: subresourceOf(request) },
  );
  return answered(reading, request, exists ? 200 : 201, applied);
}

function checkManager(query: URLSearchParams): void {
  if (query.get('fieldManager')) return;
  const message = 'Required value: is required for apply patch';
  throw badOption('PatchOptions', 'fieldManager', 'FieldValueRequired', message);
}

function config({ body, definition }: ApiRequest): JsonObject {
  const value = parsed(body);
  if (!isObject(value)) {
    throw StatusError.badRequest('error decoding YAML: the patch is not an object');
  }
  if (isObject(value.metadata) && value.metadata.managedFields) {
    throw StatusError.badRequest('metadata.managedFields must be nil');
  }
  if (!value.kind || !value.apiVersion) {
    const missing = value.kind ? 'apiVersion' : 'Kind';
    throw StatusError.badRequest(`Object '${missing}' is missing in '${body.trim()}' (${definition.kind})`);
  }
  return value;
}

function parsed(body: string): unknown {
  try {
    return parse(body);
  } catch (error) {
    throw StatusError.badRequest(`error decoding YAML: ${error instanceof Error ? error.message : ''}`);
  }
}
