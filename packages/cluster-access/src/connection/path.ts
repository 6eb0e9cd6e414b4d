import type { ObjectRef, ResourceType } from '../types';

/** `rollouts.argoproj.io`, or `pods` for the core group: how a person and `kubectl` name a resource. */
export function resourceName(type: ResourceType): string {
  return type.group === '' ? type.resource : `${type.resource}.${type.group}`;
}

/** What is read, and where: `pods in storefront`, `pods in any namespace`; `nodes`, which are in none. */
export function resourceIn(
  { type, isClusterWide }: { type: ResourceType; isClusterWide?: true },
  namespace?: string,
): string {
  return isClusterWide ? resourceName(type) : `${resourceName(type)} in ${namespace ?? 'any namespace'}`;
}

/** `/api/v1` or `/apis/argoproj.io/v1alpha1` */
export function groupPath(type: ResourceType): string {
  return type.group === '' ? `/api/${type.version}` : `/apis/${type.group}/${type.version}`;
}

/** All objects of a resource, in every namespace or in one. */
export function collectionPath(
  type: ResourceType,
  query: Record<string, string>,
  namespace?: string,
): string {
  const place = namespace === undefined ? '' : `/namespaces/${encodeURIComponent(namespace)}`;
  return `${groupPath(type)}${place}/${type.resource}?${new URLSearchParams(query)}`;
}

/** One object, or one of its subresources. */
export function objectPath(ref: ObjectRef, subresource?: string, query: Record<string, string> = {}): string {
  const place = ref.namespace === undefined ? '' : `/namespaces/${encodeURIComponent(ref.namespace)}`;
  const part = subresource === undefined ? '' : `/${subresource}`;
  const search = new URLSearchParams(query).toString();
  const object = `${groupPath(ref.type)}${place}/${ref.type.resource}/${encodeURIComponent(ref.name)}`;
  return `${object}${part}${search === '' ? '' : `?${search}`}`;
}

/** `rollouts.argoproj.io storefront/checkout` */
export function objectName(ref: ObjectRef): string {
  const place = ref.namespace === undefined ? ref.name : `${ref.namespace}/${ref.name}`;
  return `${resourceName(ref.type)} ${place}`;
}
