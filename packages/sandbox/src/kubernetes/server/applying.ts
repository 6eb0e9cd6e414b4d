import { parse } from 'yaml';
import { typeErrors } from '../fields/typed';
import { isObject, type JsonObject } from '../json';
import { storageKey } from '../resources/ResourceRegistry';
import { builtInSchema } from '../schemas/builtInSchemas';
import { schemaOf } from '../schemas/schemaOf';
import { StatusError } from '../StatusError';
import type { NewObject } from '../types';
import { admitting } from './admitting';
import type { ApiRequest } from './ApiRequest';
import { answered, checkName, forScale, keyOfRequest, subresourceOf } from './creating';
import type { Answer } from './negotiation';
import type { Reading } from './reading';
import { isSet } from './requestInfo';
import { checkNamespace, groupVersion } from './sentObject';
import { badOption, writeOptions } from './writeOptions';

/** PATCH that says what is to be, and under whose name. */
export const APPLY = 'application/apply-patch+yaml';

/** @throws StatusError 400, 404, 409 with a cause for each field of others, 422, and 500 for what has not the type */
export function applyObject(reading: Reading, request: ApiRequest): Answer {
  const { definition, info } = request;
  const subresource = subresourceOf(request);
  if (!info.query.get('fieldManager')) throw managerless();
  const options = writeOptions('PatchOptions', request);
  const config = configOf(request.body);
  const sent = applied(subresource === 'scale' ? forScale(request) : request, config);
  const exists = reading.store.get(keyOfRequest(request)) !== undefined;
  const admit = admitting(reading, request, exists ? 'UPDATE' : 'CREATE', options.dryRun);
  const force = isSet(info.query, 'force');
  const result = reading.store.apply(storageKey(definition), sent, {
    ...options,
    ...admit,
    force,
    subresource,
  });
  return answered(reading, request, exists ? 200 : 201, result);
}

function managerless(): StatusError {
  const message = 'Required value: is required for apply patch';
  return badOption('PatchOptions', 'fieldManager', 'FieldValueRequired', message);
}

function configOf(body: string): JsonObject {
  const value = parsed(body);
  if (isObject(value)) return value;
  const what = Array.isArray(value) ? 'array' : typeof value;
  throw StatusError.badRequest(
    `error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${what} into Go value of type map[string]interface {}`,
  );
}

function parsed(body: string): unknown {
  try {
    return parse(body);
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
    throw StatusError.badRequest(
      `error decoding YAML: error converting YAML to JSON: yaml: ${why.replace(/:$/, '')}`,
    );
  }
}

/** What is to be applied, of the right kind and with no field of another type. */
function applied({ definition, info }: ApiRequest, config: JsonObject): NewObject {
  const { apiVersion = '', kind = '' } = config;
  const metadata = isObject(config.metadata) ? config.metadata : {};
  const type = `${String(apiVersion).includes('/') ? '' : '/'}${String(apiVersion)}, Kind=${String(kind)}`;
  if (metadata.managedFields) throw StatusError.badRequest('metadata.managedFields must be nil');
  if (apiVersion !== groupVersion(definition) || kind !== definition.kind) {
    throw StatusError.badRequest(`invalid object type: ${type}`);
  }
  const { name, namespace } = metadata;
  const schema = kind === 'Scale' ? builtInSchema('Scale') : schemaOf(definition);
  const errors = typeErrors(schema, config);
  const where = [namespace ?? '', name ?? ''].join('/');
  if (errors.length) throw mistyped(`${where}; ${type}`, errors);
  checkName(typeof name === 'string' ? name : undefined, info.resource.name);
  checkNamespace(definition, info.resource.namespace, namespace);
  const place = definition.namespaced ? { namespace: info.resource.namespace } : {};
  // Its types were checked above, by the schema that all objects' metadata have.
  return { ...config, metadata: { ...metadata, name: info.resource.name, ...place } } as NewObject;
}

function mistyped(what: string, errors: readonly string[]): StatusError {
  const list = errors.length === 1 ? errors.join() : `errors:\n${errors.map(each => `  ${each}\n`).join('')}`;
  return StatusError.plainInternal(`failed to create typed patch object (${what}): ${list}`);
}
