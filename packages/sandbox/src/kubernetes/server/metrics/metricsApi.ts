import { at } from '../../json';
import { labelSelector } from '../../selectors';
import { StatusError } from '../../StatusError';
import type { ObjectStore } from '../../store/ObjectStore';
import type { KubeObject } from '../../types';
import type { ApiRequest } from '../ApiRequest';
import { json, type Answer } from '../negotiation';

/** Cores and bytes. */
export interface Usage {
  cpu: number;
  memory: number;
}

/** What metrics-server measures: what each container of a running pod uses, and a node; nothing of what does not run. */
export interface UsageSource {
  ofPod(pod: KubeObject): { name: string; usage: Usage }[];
  ofNode(node: KubeObject): Usage | undefined;
}

const apiVersion = 'metrics.k8s.io/v1beta1';
const service = 'v1beta1.metrics.k8s.io';

/** @throws StatusError 404, 405, 503 while metrics-server does not run */
export function answerMetrics(
  { store, usage, now }: { store: ObjectStore; usage: UsageSource; now(): number },
  { info, definition }: ApiRequest,
): Answer {
  if (!isAvailable(store)) throw unavailable();
  const { verb, query, resource } = info;
  if (verb !== 'get' && verb !== 'list') throw StatusError.methodNotAllowed();
  const measured = { usage, timestamp: `${new Date(now()).toISOString().slice(0, 19)}Z` };
  const measure = definition.resource === 'pods' ? podMetrics : nodeMetrics;
  if (verb === 'get') {
    const stored = store.get({
      resource: definition.resource,
      name: resource.name,
      namespace: resource.namespace,
    });
    const found = stored && measure(stored, measured);
    if (!found) throw StatusError.notFound(definition, resource.name);
    return json(200, JSON.stringify(found));
  }
  const matches = labelSelector(query.get('labelSelector') ?? '');
  const namespace = resource.namespace || undefined;
  const items = store
    .list(definition.resource, { namespace })
    .filter(({ metadata }) => matches(metadata.labels))
    .flatMap(stored => measure(stored, measured) ?? []);
  return json(200, JSON.stringify({ kind: definition.listKind, apiVersion, metadata: {}, items }));
}

function isAvailable(store: ObjectStore): boolean {
  const found = store.get({ resource: 'apiservices.apiregistration.k8s.io', name: service });
  const conditions = at(found, 'status', 'conditions');
  return (
    Array.isArray(conditions) &&
    conditions.some(each => at(each, 'type') === 'Available' && at(each, 'status') === 'True')
  );
}

function unavailable(): StatusError {
  const message = 'the server is currently unable to handle the request';
  return StatusError.of(503, 'ServiceUnavailable', message);
}

interface Measured {
  usage: UsageSource;
  timestamp: string;
}

function podMetrics(pod: KubeObject, { usage, timestamp }: Measured): object | undefined {
  const containers = usage.ofPod(pod);
  if (containers.length === 0) return undefined;
  return {
    kind: 'PodMetrics',
    apiVersion,
    metadata: metadataOf(pod, timestamp),
    timestamp,
    window: '15.021s',
    containers: containers.map(each => ({ name: each.name, usage: written(each.usage) })),
  };
}

function nodeMetrics(node: KubeObject, { usage, timestamp }: Measured): object | undefined {
  const used = usage.ofNode(node);
  if (!used) return undefined;
  const metadata = metadataOf(node, timestamp);
  return { kind: 'NodeMetrics', apiVersion, metadata, timestamp, window: '20.052s', usage: written(used) };
}

function metadataOf({ metadata }: KubeObject, creationTimestamp: string): object {
  const { name, namespace, labels } = metadata;
  return { name, ...(namespace && { namespace }), creationTimestamp, ...(labels && { labels }) };
}

function written({ cpu, memory }: Usage): object {
  return { cpu: `${Math.round(cpu * 1e9)}n`, memory: `${Math.round(memory / 1024)}Ki` };
}
