import type { ObjectLink } from '@greenroom/plugin-cluster-health-common';
import type { ReadKind } from '../reading';

/** The kinds that are workloads with a number of equal pods. */
export const replicatedKinds = ['Deployment', 'StatefulSet', 'DaemonSet', 'Rollout'] as const;
export type ReplicatedKind = (typeof replicatedKinds)[number];

/** What is read by itself: objects of these kinds, and what is read of a cluster as a whole. */
export type UnitKind = Exclude<ReadKind, 'ReplicaSet' | 'Namespace' | 'ConfigMap'> | 'Room' | 'NodeGroups';

/** One thing that is read: its kind, and `namespace/name`, or `name` for what has no namespace. */
export interface Unit {
  kind: UnitKind;
  key: string;
}

/** `kind/namespace/name`, with an empty namespace for what has none: the same for a unit and for a link to its object. */
export function unitId({ kind, key }: { kind: string; key: string }): string {
  return key.includes('/') ? `${kind}/${key}` : `${kind}//${key}`;
}

/** The other way. */
export function unitOf(id: string): Unit {
  const [kind = '', namespace = '', ...name] = id.split('/');
  return {
    kind: kind as UnitKind,
    key: namespace === '' ? name.join('/') : `${namespace}/${name.join('/')}`,
  };
}

/** What `unitId` makes of the object. */
export function linkId({ kind, namespace, name }: ObjectLink): string {
  return `${kind}/${namespace ?? ''}/${name}`;
}

/** The namespace of a key; `undefined` for what has none. */
export function namespaceOf(key: string): string | undefined {
  const [namespace, name] = key.split('/');
  return name === undefined ? undefined : namespace;
}
