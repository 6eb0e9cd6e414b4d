import { at, isObject, textAt, type JsonObject } from '../../json';
import type { KubeObject } from '../../types';
import { quantity } from '../../validation/quantities';
import { written } from './amounts';
import { listAt, podAmount, saysAny, type ResourceSide } from './podResources';

type Amounts = Readonly<Record<string, string>>;

function amounts(item: unknown, field: string): [name: string, text: string][] {
  const found = at(item, field);
  return Object.entries(isObject(found) ? found : {}).map(([name, text]) => [name, String(text)]);
}

function itemsOf(ranges: KubeObject[], type: string): unknown[] {
  return ranges.flatMap(range => listAt(range, 'spec', 'limits')).filter(each => at(each, 'type') === type);
}

/** What a LimitRange says of containers, with what follows from its bounds. */
export function limitRangeDefaults(spec: JsonObject): JsonObject {
  const limits = Array.isArray(spec.limits) ? spec.limits : [];
  return { ...spec, limits: limits.map(itemDefaults) };
}

function itemDefaults(item: unknown): unknown {
  if (!isObject(item) || item.type !== 'Container') return item;
  const usual: Amounts = { ...record(item.max), ...record(item.default) };
  const asked: Amounts = { ...record(item.min), ...usual, ...record(item.defaultRequest) };
  return {
    ...item,
    ...(Object.keys(usual).length && { default: usual }),
    ...(Object.keys(asked).length && { defaultRequest: asked }),
  };
}

function record(value: unknown): Amounts {
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, text]) => [key, String(text)]))
    : {};
}

/** The pod with what its namespace's ranges give to containers that say nothing. */
export function withDefaults(pod: KubeObject, ranges: KubeObject[]): KubeObject {
  const items = itemsOf(ranges, 'Container');
  const given = {
    requests: items.flatMap(item => amounts(item, 'defaultRequest')),
    limits: items.flatMap(item => amounts(item, 'default')),
  };
  const told: string[] = [];
  const fill = (kind: string) => (container: unknown) => {
    const filled = filledContainer(container, given);
    const name = textAt(container, 'name') ?? '';
    for (const [side, names] of Object.entries(filled.set)) {
      if (names.length) told.push(`${names.sort().join(', ')} ${side.slice(0, -1)} for ${kind} ${name}`);
    }
    return filled.container;
  };
  const containers = listAt(pod, 'spec', 'containers').map(fill('container'));
  const initContainers = listAt(pod, 'spec', 'initContainers').map(fill('init container'));
  if (told.length === 0) return pod;
  const annotation = { 'kubernetes.io/limit-ranger': `LimitRanger plugin set: ${told.join('; ')}` };
  const spec = {
    ...pod.spec,
    containers,
    ...(initContainers.length && { initContainers }),
  } as KubeObject['spec'];
  const annotations = { ...pod.metadata.annotations, ...annotation };
  return { ...pod, metadata: { ...pod.metadata, annotations }, spec };
}

function filledContainer(
  container: unknown,
  given: Record<ResourceSide, [string, string][]>,
): { container: unknown; set: Record<ResourceSide, string[]> } {
  const set: Record<ResourceSide, string[]> = { requests: [], limits: [] };
  if (!isObject(container)) return { container, set };
  const resources = isObject(container.resources) ? container.resources : {};
  const next: JsonObject = { ...resources };
  for (const side of ['requests', 'limits'] as const) {
    const known = isObject(resources[side]) ? resources[side] : {};
    const missing = given[side].filter(([name]) => known[name] === undefined);
    if (missing.length === 0) continue;
    next[side] = { ...Object.fromEntries(missing), ...known };
    set[side] = [...new Set(missing.map(([name]) => name))];
  }
  return { container: { ...container, resources: next }, set };
}

/** Why a namespace's ranges refuse a pod or a claim, in the server's words. */
export function refusals(object: KubeObject, ranges: KubeObject[]): string[] {
  if (object.kind === 'PersistentVolumeClaim') return claimRefusals(object, ranges);
  const containers = ['containers', 'initContainers'].flatMap(field => listAt(object, 'spec', field));
  return [
    ...itemsOf(ranges, 'Container').flatMap(item =>
      containers.flatMap(container =>
        bounds(item, 'Container', (side, name) => textAt(container, 'resources', side, name)),
      ),
    ),
    ...itemsOf(ranges, 'Pod').flatMap(item =>
      bounds(item, 'Pod', (side, name) =>
        saysAny(object, side, name) ? written(podAmount(object, side, name)) : undefined,
      ),
    ),
  ];
}

function claimRefusals(claim: KubeObject, ranges: KubeObject[]): string[] {
  const request = textAt(claim, 'spec', 'resources', 'requests', 'storage');
  return itemsOf(ranges, 'PersistentVolumeClaim').flatMap(item => [
    ...amounts(item, 'min').flatMap(([name, least]) =>
      atLeast('PersistentVolumeClaim', name, least, request),
    ),
    ...amounts(item, 'max').flatMap(([name, most]) =>
      quantity(request) > quantity(most)
        ? [`maximum ${name} usage per PersistentVolumeClaim is ${most}, but request is ${request}`]
        : [],
    ),
  ]);
}

type Said = (side: ResourceSide, name: string) => string | undefined;

function bounds(item: unknown, type: string, said: Said): string[] {
  return [
    ...amounts(item, 'min').flatMap(([name, least]) =>
      atLeast(type, name, least, said('requests', name), said('limits', name)),
    ),
    ...amounts(item, 'max').flatMap(([name, most]) =>
      atMost(type, name, most, said('requests', name), said('limits', name)),
    ),
    ...amounts(item, 'maxLimitRequestRatio').flatMap(([name, ratio]) =>
      withinRatio(type, name, ratio, said('requests', name), said('limits', name)),
    ),
  ];
}

function atLeast(type: string, name: string, least: string, request?: string, limit?: string): string[] {
  const rule = `minimum ${name} usage per ${type} is ${least}`;
  if (request === undefined) return [`${rule}.  No request is specified`];
  if (quantity(request) < quantity(least)) return [`${rule}, but request is ${request}`];
  const low = limit !== undefined && quantity(limit) < quantity(least);
  return low ? [`${rule}, but limit is ${limit}`] : [];
}

function atMost(type: string, name: string, most: string, request?: string, limit?: string): string[] {
  const rule = `maximum ${name} usage per ${type} is ${most}`;
  if (limit === undefined) return [`${rule}.  No limit is specified`];
  if (quantity(limit) > quantity(most)) return [`${rule}, but limit is ${limit}`];
  const high = request !== undefined && quantity(request) > quantity(most);
  return high ? [`${rule}, but request is ${request}`] : [];
}

function withinRatio(type: string, name: string, most: string, request?: string, limit?: string): string[] {
  const rule = `${name} max limit to request ratio per ${type} is ${most}`;
  if (!request || quantity(request) === 0) return [`${rule}, but no request is specified or request is 0`];
  if (!limit || quantity(limit) === 0) return [`${rule}, but no limit is specified or limit is 0`];
  const ratio = quantity(limit) / quantity(request);
  return ratio > quantity(most) ? [`${rule}, but provided ratio is ${ratio.toFixed(6)}`] : [];
}
