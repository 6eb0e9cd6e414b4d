import { z } from 'zod';
import { storageKey } from '../resources/ResourceRegistry';
import { groupResource, StatusError } from '../StatusError';
import type { DeleteOptions, KubeObject, ResourceDefinition } from '../types';
import type { ApiRequest } from './ApiRequest';
import { answered, keyOfRequest } from './creating';
import { listOptions } from './listOptions';
import { written, type Answer } from './negotiation';
import { listText, type Reading } from './reading';
import { badOption, dryRunOf } from './writeOptions';

/** DELETE of one object and of all that a selector finds. */

const optionsSchema = z.looseObject({
  gracePeriodSeconds: z.number().nullish(),
  propagationPolicy: z.string().nullish(),
  orphanDependents: z.boolean().nullish(),
  preconditions: z.object({ uid: z.string().optional(), resourceVersion: z.string().optional() }).nullish(),
  dryRun: z.array(z.string()).nullish(),
});
const POLICIES = ['Background', 'Foreground', 'Orphan'] as const;
/** Kinds whose DELETE answers with the object; others answer with a Status. */
const ANSWER_OBJECT = [
  'namespaces',
  'persistentvolumeclaims',
  'persistentvolumes',
  'pods',
  'podtemplates',
  'resourcequotas',
  'serviceaccounts',
  'services',
];

/** @throws StatusError 400, 403, 404, 409 */
export function deleteObject(reading: Reading, request: ApiRequest): Answer {
  const { definition, info } = request;
  if (definition.resource === 'namespaces' && PERMANENT.includes(info.resource.name)) {
    throw StatusError.forbidden(definition, info.resource.name, 'this namespace may not be deleted');
  }
  const key = keyOfRequest(request);
  const deleted = reading.store.delete(key, deleteOptions(request));
  const goes = !reading.store.get(key);
  if (!goes || ANSWER_OBJECT.includes(groupResource(definition))) {
    return answered(reading, request, 200, deleted);
  }
  return written({ ...request.format, as: 'object' }, 200, JSON.stringify(success(definition, deleted)));
}

const PERMANENT = ['default', 'kube-system', 'kube-public'];

function success(definition: ResourceDefinition, { metadata }: KubeObject): object {
  const { group, resource } = definition;
  const details = { name: metadata.name, ...(group && { group }), kind: resource, uid: metadata.uid };
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details };
}

/** @throws StatusError 400, 422 */
export function deleteCollection(reading: Reading, request: ApiRequest): Answer {
  const { definition, info, format } = request;
  const { matches } = listOptions(definition, info.query, false);
  const { namespace } = info.resource;
  const items = reading.store
    .list(storageKey(definition), { ...(namespace && { namespace }) })
    .filter(matches);
  const options = deleteOptions(request);
  for (const { metadata } of items) {
    const key = { ...keyOfRequest(request), name: metadata.name, namespace: metadata.namespace };
    reading.store.delete(key, options);
  }
  const metadata = { resourceVersion: String(reading.store.revision) };
  return written(format, 200, listText(reading, definition, format, { metadata, items }));
}

function deleteOptions(request: ApiRequest): DeleteOptions & { dryRun: boolean } {
  const { query } = request.info;
  const sent = sentOptions(request);
  const grace = query.get('gracePeriodSeconds');
  const seconds = grace === null ? sent.gracePeriodSeconds : Number(grace);
  const policy =
    sent.propagationPolicy ?? query.get('propagationPolicy') ?? (sent.orphanDependents ? 'Orphan' : '');
  return {
    ...(typeof seconds === 'number' && { gracePeriodSeconds: seconds }),
    ...(policy && { propagationPolicy: knownPolicy(policy) }),
    ...(sent.preconditions && { preconditions: sent.preconditions }),
    dryRun: dryRunOf('DeleteOptions', sent.dryRun ?? query.getAll('dryRun')),
  };
}

function sentOptions({ body }: ApiRequest): z.infer<typeof optionsSchema> {
  if (!body.trim()) return {};
  try {
    return optionsSchema.parse(JSON.parse(body));
  } catch (error) {
    throw StatusError.badRequest(`couldn't get version/kind; json parse error: ${String(error)}`);
  }
}

function knownPolicy(policy: string): (typeof POLICIES)[number] {
  const known = POLICIES.find(each => each === policy);
  if (known) return known;
  const message = `Unsupported value: "${policy}": supported values: "Background", "Foreground", "Orphan"`;
  throw badOption('DeleteOptions', 'propagationPolicy', 'FieldValueNotSupported', message);
}
