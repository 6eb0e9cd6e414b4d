import type { ClusterSection, ObjectLink, Unseen } from '@greenroom/plugin-cluster-health-common';

export const tabs = ['workloads', 'nodes', 'autoscaling', 'storage', 'jobs', 'events'] as const;
export type ClusterTab = (typeof tabs)[number];

/** In which tab an object of this kind is found. What has no tab is told of by events at least. */
const tabOfKind: Readonly<Record<string, ClusterTab>> = {
  Deployment: 'workloads',
  StatefulSet: 'workloads',
  DaemonSet: 'workloads',
  Rollout: 'workloads',
  ReplicaSet: 'workloads',
  Pod: 'workloads',
  Node: 'nodes',
  HorizontalPodAutoscaler: 'autoscaling',
  NodePool: 'autoscaling',
  NodeClaim: 'autoscaling',
  PersistentVolumeClaim: 'storage',
  PersistentVolume: 'storage',
  CephCluster: 'storage',
  CephBlockPool: 'storage',
  CronJob: 'jobs',
  Job: 'jobs',
};

/** Where a page shows an object: the tab, and what it is searched for by. A pod is a dot of its workload. */
export function placeOfObject({ kind, namespace, name }: ObjectLink): { tab: ClusterTab; q: string } {
  const known = kind === 'Pod' ? workloadName(name) : name;
  return { tab: tabOfKind[kind] ?? 'events', q: [namespace, known].filter(Boolean).join(' ') };
}

/** `checkout` of `checkout-7d9f4c5b6a-x2x9k`: what comes before what Kubernetes adds. */
function workloadName(pod: string): string {
  return pod.replace(/(-[a-z0-9]{6,10})?-[a-z0-9]{5}$/, '').replace(/-\d+$/, '');
}

const partsOfTab: Readonly<Record<ClusterTab, readonly string[]>> = {
  workloads: ['pods', 'deployments', 'statefulsets', 'daemonsets', 'rollouts', 'replicasets', 'metrics'],
  nodes: ['nodes', 'metrics'],
  autoscaling: ['horizontalpodautoscalers', 'nodepools', 'nodeclaims', 'clusterautoscaler', 'configmaps'],
  storage: [
    'persistentvolumeclaims',
    'persistentvolumes',
    'storageclasses',
    'cephclusters',
    'cephblockpools',
  ],
  jobs: ['jobs', 'cronjobs'],
  events: ['events'],
};

/** What a table's own rows are made of: without it nobody can tell which there are. */
const partsOfTable: Readonly<Partial<Record<ClusterSection, readonly string[]>>> = {
  workload: ['deployments', 'statefulsets', 'daemonsets', 'rollouts', 'pods'],
  node: ['nodes'],
  autoscaler: ['horizontalpodautoscalers'],
  volume: ['persistentvolumeclaims', 'persistentvolumes'],
  job: ['jobs', 'cronjobs'],
  event: ['events'],
};

/** What a tab cannot see. */
export function unseenIn(tab: ClusterTab, unseen: readonly Unseen[]): Unseen[] {
  return unseen.filter(isOf(partsOfTab[tab]));
}

/** What is not seen, and might be rows of this table. */
export function unseenRows(section: ClusterSection, unseen: readonly Unseen[]): Unseen[] {
  return unseen.filter(({ why }) => why !== 'not-installed').filter(isOf(partsOfTable[section] ?? []));
}

/** `part` is a resource, with or without its group. */
function isOf(parts: readonly string[]): (unseen: Unseen) => boolean {
  return ({ part }) => parts.includes(part.split('.')[0]?.toLowerCase() ?? '');
}
