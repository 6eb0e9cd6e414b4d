import type { ObjectLink } from '@greenroom/plugin-cluster-health-common';

/** `kind/namespace/name`: how `About` names a workload. */
export function workloadKey({ kind, namespace, name }: ObjectLink): string {
  return `${kind}/${namespace ?? ''}/${name}`;
}

/** `namespace/name`: how `About` names what has a kind of its own there. */
export function namedKey({ namespace, name }: { namespace: string; name: string }): string {
  return `${namespace}/${name}`;
}

/** What runs out for all pods that wait for a node. */
export const ROOM_ON_NODES = 'nodes';

/** What volumes of Ceph lean on. */
export const CEPH = 'ceph';
