import { type KubeObject } from '../kubernetes/types';

export const trackingAnnotation = 'argocd.argoproj.io/tracking-id';

/** An object as Argo CD names it. */
export interface ResourceKey {
  /** Empty for the core group. */
  group: string;
  kind: string;
  /** Empty for what is in none. */
  namespace: string;
  name: string;
}

export function keyText({ group, kind, namespace, name }: ResourceKey): string {
  return `${group}/${kind}/${namespace}/${name}`;
}

export function groupOf(apiVersion: string): string {
  const [group = '', version] = apiVersion.split('/');
  return version === undefined ? '' : group;
}

export function versionOf(apiVersion: string): string {
  return apiVersion.split('/').at(-1) ?? '';
}

export function keyOfObject({ apiVersion, kind, metadata }: KubeObject): ResourceKey {
  return { group: groupOf(apiVersion), kind, namespace: metadata.namespace ?? '', name: metadata.name };
}

/**
 * What marks an object as an Application's: `app:group/Kind:namespace/name`. Objects without a namespace are marked with
 * the Application's destination, as the real one does.
 */
export function trackingId(application: string, key: ResourceKey, destination: string): string {
  return `${application}:${key.group}/${key.kind}:${key.namespace || destination}/${key.name}`;
}

/** The Application that an object says it belongs to, if it means itself: controllers copy annotations to what they make. */
export function trackedBy(object: KubeObject): string | undefined {
  const id = object.metadata.annotations?.[trackingAnnotation];
  if (id === undefined) return undefined;
  const { group, kind, namespace, name } = keyOfObject(object);
  const [application, groupKind, place = ''] = id.split(':');
  const [idNamespace = '', idName] = place.split('/');
  const itself = groupKind === `${group}/${kind}` && idName === name;
  return itself && (namespace === '' || idNamespace === namespace) ? application : undefined;
}
