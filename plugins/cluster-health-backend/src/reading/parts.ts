import type { ObjectLink, Unseen } from '@greenroom/plugin-cluster-health-common';

/** The resources that something of a kind is read from: its own first, then others that say how it is. */
const partsOf: Readonly<Record<string, readonly [string, ...string[]]>> = {
  Pod: ['pods'],
  Deployment: ['deployments', 'replicasets', 'pods'],
  ReplicaSet: ['replicasets', 'pods'],
  Rollout: ['rollouts', 'replicasets', 'pods'],
  StatefulSet: ['statefulsets', 'pods'],
  DaemonSet: ['daemonsets', 'pods'],
  Job: ['jobs', 'pods'],
  CronJob: ['cronjobs', 'jobs', 'pods'],
  HorizontalPodAutoscaler: ['horizontalpodautoscalers'],
  PersistentVolumeClaim: ['persistentvolumeclaims'],
  PersistentVolume: ['persistentvolumes'],
  CephCluster: ['cephclusters'],
  CephBlockPool: ['cephblockpools'],
  Service: ['services', 'endpointslices'],
  Ingress: ['ingresses', 'services', 'endpointslices'],
  PodDisruptionBudget: ['poddisruptionbudgets'],
  ResourceQuota: ['resourcequotas'],
  LimitRange: ['limitranges'],
  Node: ['nodes'],
  NodePool: ['nodepools', 'nodeclaims'],
  NodeClaim: ['nodeclaims'],
};

/**
 * What is not seen of what these kinds are read from, in a namespace or of what has none: that others are lost makes
 * nothing that is said of them untrue.
 */
export function unseenFor(
  { kinds, namespace }: { kinds: readonly string[]; namespace?: string },
  unseen: readonly Unseen[],
): Unseen[] {
  const parts = new Set(kinds.flatMap(kind => partsOf[kind] ?? []));
  return unseen.filter(one => parts.has(one.part) && isLostIn(one, namespace));
}

/** Whether the object is not seen now: what is told of it is how it was. */
export function isLost({ kind, namespace }: ObjectLink, unseen: readonly Unseen[]): boolean {
  const own = partsOf[kind]?.[0];
  return unseen.some(one => one.part === own && isLostIn(one, namespace));
}

function isLostIn({ why, namespaces }: Unseen, namespace: string | undefined): boolean {
  const isThere = namespaces === undefined || namespace === undefined || namespaces.includes(namespace);
  return why !== 'not-installed' && isThere;
}
