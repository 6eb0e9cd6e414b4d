import { z } from 'zod';
import type { ResourceType, WatchedKind } from '../types';
import { type Condition, conditions } from './condition';
import { controllerOf, namespacedMetadata, ownMarks } from './metadata';
import { imagesOf, type PodShape, podShape, podSpec } from './podShape';
import { flag, part, text, texts, whole } from './tolerant';

/** What keeps a number of equal pods: Deployment, StatefulSet, DaemonSet, or Argo's Rollout as a workload. */
export interface ReplicatedRow {
  kind: 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'Rollout';
  uid: string;
  namespace: string;
  name: string;
  labels: Record<string, string>;
  /** Annotations that begin with `greenroom.dev/`. */
  annotations?: Record<string, string>;
  /** uid of what made it, e.g. an operator's object. */
  owner?: string;
  createdAt?: string;
  deleting?: true;
  /** The controller has seen the newest spec: what status says is about it. */
  seen: boolean;
  /** Changes of the template are not rolled out. */
  paused?: true;
  /** How many pods there should be; of a DaemonSet, on how many nodes. */
  desired: number;
  /** Pods that exist. */
  current: number;
  /** Of the newest template. */
  updated: number;
  ready: number;
  available: number;
  /** Of a DaemonSet: pods on nodes where they should not be. */
  misplaced?: number;
  /** What Argo Rollouts says: `Healthy`, `Progressing`, `Paused`, `Degraded`, and why. */
  phase?: string;
  message?: string;
  /** Since when Argo's controller waits for a person. */
  pausedSince?: string;
  conditions?: Condition[];
  images?: Record<string, string>;
  shape?: PodShape;
  /** New pods come when somebody deletes the old ones. */
  onDelete?: true;
  /** So many pods of a StatefulSet keep the old template on purpose. */
  partition?: number;
  /** Of a StatefulSet: all its pods have one template. Where some are missing, no new version is on its way. */
  oneVersion?: true;
}

const template = part({ metadata: part({ labels: texts }), spec: podSpec });

/** What a Deployment and its like are read from. */
export const replicatedSchema = z.object({
  metadata: namespacedMetadata.extend({ generation: whole }),
  spec: part({
    replicas: whole,
    paused: flag,
    template,
    updateStrategy: part({ type: text, rollingUpdate: part({ partition: whole }) }),
  }),
  status: part({
    // Argo Rollouts writes it as a string.
    observedGeneration: z.union([z.number(), z.string()]).optional().catch(undefined),
    replicas: whole,
    updatedReplicas: whole,
    readyReplicas: whole,
    availableReplicas: whole,
    desiredNumberScheduled: whole,
    currentNumberScheduled: whole,
    updatedNumberScheduled: whole,
    numberReady: whole,
    numberAvailable: whole,
    numberMisscheduled: whole,
    currentRevision: text,
    updateRevision: text,
    phase: text,
    message: text,
    pauseConditions: z
      .array(z.object({ startTime: z.string() }))
      .optional()
      .catch(undefined),
    conditions,
  }),
});
type Replicated = z.infer<typeof replicatedSchema>;
type Counts = Pick<ReplicatedRow, 'desired' | 'current' | 'updated' | 'ready' | 'available'>;

function replicaCounts({ spec, status }: Replicated): Counts {
  return {
    // Kubernetes fills in 1 where nothing is written.
    desired: spec?.replicas ?? 1,
    current: status?.replicas ?? 0,
    updated: status?.updatedReplicas ?? 0,
    ready: status?.readyReplicas ?? 0,
    available: status?.availableReplicas ?? 0,
  };
}

function daemonCounts({ status }: Replicated): Counts {
  return {
    desired: status?.desiredNumberScheduled ?? 0,
    current: status?.currentNumberScheduled ?? 0,
    updated: status?.updatedNumberScheduled ?? 0,
    ready: status?.numberReady ?? 0,
    available: status?.numberAvailable ?? 0,
  };
}

function isSeen({ metadata, status }: Replicated): boolean {
  const { generation } = metadata;
  return generation === undefined || Number(status?.observedGeneration ?? 0) >= generation;
}

function rare({ metadata, spec, status }: Replicated): Partial<ReplicatedRow> {
  const annotations = ownMarks(metadata.annotations);
  const owner = controllerOf(metadata);
  const pod = spec?.template?.spec;
  const partition = spec?.updateStrategy?.rollingUpdate?.partition;
  const pausedSince = status?.pauseConditions?.[0]?.startTime;
  const version = status?.updateRevision;
  return {
    ...(annotations && { annotations }),
    ...(owner !== undefined && { owner }),
    ...(metadata.deletionTimestamp !== undefined && { deleting: true }),
    ...(spec?.paused === true && { paused: true }),
    ...(status?.numberMisscheduled && { misplaced: status.numberMisscheduled }),
    ...(status?.phase !== undefined && { phase: status.phase }),
    ...(status?.message !== undefined && { message: status.message }),
    ...(pausedSince !== undefined && { pausedSince }),
    ...(status?.conditions.length && { conditions: status.conditions }),
    ...(pod && { images: imagesOf(pod), shape: podShape(pod) }),
    ...(spec?.updateStrategy?.type === 'OnDelete' && { onDelete: true }),
    ...(partition && { partition }),
    ...(version !== undefined && version === status?.currentRevision && { oneVersion: true }),
  };
}

function replicatedKind(
  kind: ReplicatedRow['kind'],
  type: ResourceType,
  counts: (object: Replicated) => Counts,
): WatchedKind<ReplicatedRow> {
  return {
    type,
    reads: replicatedSchema,
    project(object) {
      const parsed = replicatedSchema.safeParse(object);
      if (!parsed.success) {
        return undefined;
      }
      const { metadata } = parsed.data;
      return {
        kind,
        uid: metadata.uid,
        namespace: metadata.namespace,
        name: metadata.name,
        labels: metadata.labels ?? {},
        createdAt: metadata.creationTimestamp,
        seen: isSeen(parsed.data),
        ...counts(parsed.data),
        ...rare(parsed.data),
      };
    },
  };
}

const apps = (resource: string): ResourceType => ({ group: 'apps', version: 'v1', resource });

/** Deployments of a cluster. */
export const deploymentsKind = replicatedKind('Deployment', apps('deployments'), replicaCounts);

/** StatefulSets of a cluster. */
export const statefulSetsKind = replicatedKind('StatefulSet', apps('statefulsets'), replicaCounts);

/** DaemonSets of a cluster. */
export const daemonSetsKind = replicatedKind('DaemonSet', apps('daemonsets'), daemonCounts);

/**
 * Argo's Rollouts as workloads: how many of their pods are there, and what their controller says in one word. To be
 * watched as `rolloutsKind`, of which it is the `workload`.
 */
export const rolloutWorkloadsKind = replicatedKind(
  'Rollout',
  { group: 'argoproj.io', version: 'v1alpha1', resource: 'rollouts' },
  replicaCounts,
);
