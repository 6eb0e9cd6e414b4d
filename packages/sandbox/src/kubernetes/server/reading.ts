import type { AdmissionPolicies } from '../admission/AdmissionPolicies';
import { objectKey } from '../store/EventLog';
import type { ObjectStore } from '../store/ObjectStore';
import { scaleOf } from '../store/scale';
import { storageKey } from '../resources/ResourceRegistry';
import { StatusError } from '../StatusError';
import type { KubeObject, ResourceDefinition } from '../types';
import type { ApiRequest } from './ApiRequest';
import { readToken, writeToken } from './continueToken';
import { inVersion } from './eventVersions';
import { listOptions, type ListOptions } from './listOptions';
import { written, type Answer, type Format } from './negotiation';
import { contentText, objectText } from './serialise';
import { partialObject, tableOf } from './tables/tableOf';

/** GET of one object and of lists. */
export interface Reading {
  store: ObjectStore;
  admission: AdmissionPolicies;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves when the store has reached the revision. @throws StatusError 504 when it does not within 3 s */
  reached(revision: number): Promise<void>;
}

/** @throws StatusError 404, 504 */
export async function getObject(reading: Reading, request: ApiRequest): Promise<Answer> {
  const { definition, info, format } = request;
  await reading.reached(Number(info.query.get('resourceVersion') ?? 0) || 0);
  const { namespace, name, subresource } = info.resource;
  const key = { resource: storageKey(definition), name, ...(definition.namespaced && { namespace }) };
  const object = reading.store.get(key);
  if (!object) throw StatusError.notFound(definition, name);
  const shown = subresource === 'scale' ? scaleOf(definition, object) : inVersion(definition, object);
  return written(format, 200, shownText(reading, definition, format, shown));
}

/** One object in the form asked for. */
export function shownText(
  reading: Pick<Reading, 'now'>,
  definition: ResourceDefinition,
  format: Format,
  object: KubeObject,
): string {
  if (format.as === 'partial') return JSON.stringify(partialObject(object));
  if (format.as === 'object') return objectText(object);
  const { includeObject } = format;
  const metadata = { resourceVersion: object.metadata.resourceVersion };
  return JSON.stringify(tableOf([object], metadata, { definition, includeObject, now: reading.now() }));
}

interface Page {
  metadata: { resourceVersion: string; continue?: string; remainingItemCount?: number };
  items: KubeObject[];
}

/** @throws StatusError 400, 410, 422, 504 */
export async function listObjects(reading: Reading, request: ApiRequest): Promise<Answer> {
  const { definition, info, format } = request;
  const options = listOptions(definition, info.query, false);
  const page = await pageOf(reading, request, options);
  return written(format, 200, listText(reading, definition, format, page));
}

async function pageOf(reading: Reading, request: ApiRequest, options: ListOptions): Promise<Page> {
  const state = await stateFor(reading, request.definition, options);
  const { namespace } = request.info.resource;
  const inside = state.objects.filter(
    object =>
      (!namespace || !request.definition.namespaced || object.metadata.namespace === namespace) &&
      options.matches(object),
  );
  const rest = inside.filter(object => objectKey(object.metadata) > state.after || !state.after);
  const items = options.limit ? rest.slice(0, options.limit) : rest;
  const last = items.at(-1);
  const remaining = rest.length - items.length;
  return {
    items,
    metadata: {
      resourceVersion: String(state.revision),
      ...(remaining > 0 &&
        last && { continue: writeToken({ revision: state.revision, after: objectKey(last.metadata) }) }),
      ...(remaining > 0 && !options.selective && { remainingItemCount: remaining }),
    },
  };
}

interface State {
  objects: KubeObject[];
  revision: number;
  after: string;
}

/** The state a list is read from: now, exactly then, or where an earlier page came from. */
async function stateFor(
  reading: Reading,
  definition: ResourceDefinition,
  options: ListOptions,
): Promise<State> {
  const { store } = reading;
  const resource = storageKey(definition);
  const { continueToken, resourceVersion, resourceVersionMatch } = options;
  if (continueToken) return continued(reading, resource, options);
  const revision = revisionOf(resourceVersion);
  await reading.reached(revision);
  const exact =
    resourceVersionMatch === 'Exact' || (options.limit > 0 && revision > 0 && !resourceVersionMatch);
  if (!exact) return { objects: store.list(resource), revision: store.revision, after: '' };
  return { objects: stateAt(store, resource, revision), revision, after: '' };
}

function stateAt(store: ObjectStore, resource: string, revision: number): KubeObject[] {
  if (revision < store.oldestRevision) {
    throw StatusError.expired('The resourceVersion for the provided list is too old.');
  }
  return store.listAt(resource, revision);
}

async function continued(reading: Reading, resource: string, options: ListOptions): Promise<State> {
  const { store } = reading;
  if (options.resourceVersion && options.resourceVersion !== '0') {
    throw StatusError.badRequest('specifying resource version is not allowed when using continue');
  }
  const { revision, after } = readToken(options.continueToken);
  // A negative revision goes on in the present, as the answer to an expired token offers.
  if (revision < 0) return { objects: store.list(resource), revision: store.revision, after };
  await reading.reached(revision);
  if (revision < store.oldestRevision) throw expiredPage(after);
  return { objects: store.listAt(resource, revision), revision, after };
}

const EXPIRED_PAGE =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.';

function expiredPage(after: string): StatusError {
  const { body } = StatusError.expired(EXPIRED_PAGE);
  return new StatusError({ ...body, metadata: { continue: writeToken({ revision: -1, after }) } });
}

function revisionOf(text: string): number {
  if (text === '') return 0;
  if (/^\d+$/.test(text)) return Number(text);
  throw StatusError.badRequest(`invalid resource version: ${badRevision(text)}`);
}

export function badRevision(text: string): string {
  return `resourceVersion: Invalid value: "${text}": strconv.ParseUint: parsing "${text}": invalid syntax`;
}

/** A list as text; items of built-in kinds do not repeat their kind. */
export function listText(
  reading: Pick<Reading, 'now'>,
  definition: ResourceDefinition,
  format: Format,
  { metadata, items: stored }: Page,
): string {
  const items = stored.map(object => inVersion(definition, object));
  const { includeObject } = format;
  if (format.as === 'table') {
    return JSON.stringify(tableOf(items, metadata, { definition, includeObject, now: reading.now() }));
  }
  if (format.as === 'partial') {
    return listOf(
      'PartialObjectMetadataList',
      'meta.k8s.io/v1',
      metadata,
      items.map(each => JSON.stringify(partialObject(each))),
    );
  }
  const groupVersion = definition.group ? `${definition.group}/${definition.version}` : definition.version;
  const text = definition.custom ? objectText : contentText;
  return listOf(definition.listKind, groupVersion, metadata, items.map(text));
}

function listOf(kind: string, apiVersion: string, metadata: object, items: string[]): string {
  const head = JSON.stringify({ kind, apiVersion, metadata });
  return `${head.slice(0, -1)},"items":[${items.join(',')}]}`;
}
