import type { Unseen } from '@greenroom/plugin-cluster-health-common';

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

/** What is not seen of what these kinds are read from: that others are lost makes nothing that is said of them untrue. */
export function unseenFor(kinds: readonly string[], unseen: readonly Unseen[]): Unseen[] {
  const parts = new Set(kinds.flatMap(kind => partsOf[kind] ?? []));
  return unseen.filter(({ part, why }) => parts.has(part) && why !== 'not-installed');
}

/** The kinds whose own objects are not seen now: what is told of them is how they were. */
export function lostKinds(unseen: readonly Unseen[]): Set<string> {
  const lost = new Set(unseen.flatMap(({ part, why }) => (why === 'not-installed' ? [] : part)));
  return new Set(Object.entries(partsOf).flatMap(([kind, [own]]) => (lost.has(own) ? kind : [])));
}
