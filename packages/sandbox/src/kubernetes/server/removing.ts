import { z } from 'zod';
import { storageKey } from '../resources/ResourceRegistry';
import { groupResource, StatusError } from '../StatusError';
import { stamp } from '../store/deleting';
import type { DeleteOptions, KubeObject, ResourceDefinition } from '../types';
import { admitting } from './admitting';
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

const PERMANENT = ['default', 'kube-system', 'kube-public'];

/** @throws StatusError 400, 403, 404, 409 */
export function deleteObject(reading: Reading, request: ApiRequest): Answer {
  const { definition, info } = request;
  if (definition.resource === 'namespaces' && PERMANENT.includes(info.resource.name)) {
    throw StatusError.forbidden(definition, info.resource.name, 'this namespace may not be deleted');
  }
  const key = keyOfRequest(request);
  const options = { ...deleteOptions(request), ...admission(reading, request) };
  const deleted = reading.store.delete(key, options);
  const stays = !options.dryRun && reading.store.get(key) !== undefined;
  if (stays) return answered(reading, request, 200, deleted);
  if (ANSWER_OBJECT.includes(groupResource(definition))) {
    return answered(
      reading,
      request,
      200,
      definition.kind === 'Pod' ? endedPod(deleted, reading.now()) : deleted,
    );
  }
  const text = JSON.stringify(success(definition, deleted, options.dryRun));
  return written({ ...request.format, as: 'object' }, 200, text);
}

/** The last answer about a pod says that it has no time left. */
function endedPod(pod: KubeObject, now: number): KubeObject {
  const deletionTimestamp = pod.metadata.deletionTimestamp ?? stamp(now);
  return { ...pod, metadata: { ...pod.metadata, deletionTimestamp, deletionGracePeriodSeconds: 0 } };
}

function success(definition: ResourceDefinition, { metadata }: KubeObject, dryRun: boolean): object {
  const { group, resource } = definition;
  const details = { name: metadata.name, ...(group && { group }), kind: resource };
  const uid = !dryRun && { uid: metadata.uid };
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: { ...details, ...uid },
  };
}

/** @throws StatusError 400, 422 */
export function deleteCollection(reading: Reading, request: ApiRequest): Answer {
  const { definition, info, format } = request;
  const { matches } = listOptions(definition, info.query, false);
  const { namespace } = info.resource;
  const items = reading.store
    .list(storageKey(definition), { ...(namespace && { namespace }) })
    .filter(matches);
  const options = { ...deleteOptions(request), ...admission(reading, request) };
  for (const { metadata } of items) {
    const key = { ...keyOfRequest(request), name: metadata.name, namespace: metadata.namespace };
    reading.store.delete(key, options);
  }
  const metadata = { resourceVersion: String(reading.store.revision) };
  return written(format, 200, listText(reading, definition, format, { metadata, items }));
}

function admission(reading: Reading, request: ApiRequest) {
  return admitting(reading, request, 'DELETE', deleteOptions(request).dryRun);
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
  const message = `Unsupported value: "${policy}": supported values: "Foreground", "Background", "Orphan", "nil"`;
  throw badOption('DeleteOptions', 'propagationPolicy', 'FieldValueNotSupported', message);
}
