import type { ObjectLink } from '@greenroom/plugin-cluster-health-common';

const APPS = 'apps/v1';

/** apiVersion of the kinds that are read. */
const versions = {
  CephBlockPool: 'ceph.rook.io/v1',
  CephCluster: 'ceph.rook.io/v1',
  ConfigMap: 'v1',
  CronJob: 'batch/v1',
  DaemonSet: APPS,
  Deployment: APPS,
  HorizontalPodAutoscaler: 'autoscaling/v2',
  Ingress: 'networking.k8s.io/v1',
  Job: 'batch/v1',
  LimitRange: 'v1',
  Namespace: 'v1',
  Node: 'v1',
  NodeClaim: 'karpenter.sh/v1',
  NodePool: 'karpenter.sh/v1',
  PersistentVolume: 'v1',
  PersistentVolumeClaim: 'v1',
  Pod: 'v1',
  PodDisruptionBudget: 'policy/v1',
  ReplicaSet: APPS,
  ResourceQuota: 'v1',
  Rollout: 'argoproj.io/v1alpha1',
  Service: 'v1',
  StatefulSet: APPS,
} as const;
export type ReadKind = keyof typeof versions;

/** Where an object is. */
export function linkTo(
  kind: ReadKind,
  { namespace, name }: { namespace?: string; name: string },
): ObjectLink {
  return { apiVersion: versions[kind], kind, ...(namespace !== undefined && { namespace }), name };
}
