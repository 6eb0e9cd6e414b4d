import { verdictSchema } from '@greenroom/plugin-portal-common';
import { z } from 'zod';
import { podCountsSchema } from './cluster';

/** What runs pods. Pods without one are `Pod`. */
export const workloadKindSchema = z.enum([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'Rollout',
  'ReplicaSet',
  'Job',
  'CronJob',
  'Pod',
]);
export type WorkloadKind = z.infer<typeof workloadKindSchema>;

/** What a pod, or all pods of a workload together, ask for and may use. Absent: not written. */
export const resourcesSchema = z.object({
  cpuCores: z.number().optional(),
  memoryBytes: z.number().optional(),
  cpuCoresLimit: z.number().optional(),
  memoryBytesLimit: z.number().optional(),
});
export type Resources = z.infer<typeof resourcesSchema>;

/** What a pod or workload uses now, by the metrics API. */
export const usageSchema = z.object({ cpuCores: z.number(), memoryBytes: z.number(), at: z.string() });
export type Usage = z.infer<typeof usageSchema>;

export const replicaCountsSchema = z.object({
  desired: z.number().int(),
  ready: z.number().int(),
  available: z.number().int(),
  updated: z.number().int(),
});
export type ReplicaCounts = z.infer<typeof replicaCountsSchema>;

/** One workload as a line of a cluster. */
export const workloadRowSchema = z.object({
  apiVersion: z.string(),
  kind: workloadKindSchema,
  namespace: z.string(),
  name: z.string(),
  uid: z.string(),
  entityRef: z.string().optional(),
  verdict: verdictSchema,
  since: z.string().optional(),
  replicas: replicaCountsSchema,
  pods: podCountsSchema,
  /** Of all its pods that are there. */
  restarts: z.number().int(),
  /** Absent where nobody has watched for so long. */
  restartsLastHour: z.number().int().optional(),
  autoscaler: z
    .object({
      name: z.string(),
      min: z.number().int(),
      max: z.number().int(),
      current: z.number().int(),
      /** Since when it can not give more. */
      atMaximumSince: z.string().optional(),
    })
    .optional(),
  resources: resourcesSchema.optional(),
  usage: usageSchema.optional(),
  /** The image tags of its template, by container. */
  images: z.record(z.string(), z.string()).optional(),
  createdAt: z.string().optional(),
});
export type WorkloadRow = z.infer<typeof workloadRowSchema>;

/** How the last run of a container ended. */
export const containerEndSchema = z.object({
  container: z.string(),
  /** In the kubelet's word, e.g. `OOMKilled`, `Error`. */
  reason: z.string().optional(),
  exitCode: z.number().int().optional(),
  at: z.string().optional(),
});
export type ContainerEnd = z.infer<typeof containerEndSchema>;

/** One pod. */
export const podLineSchema = z.object({
  namespace: z.string(),
  name: z.string(),
  uid: z.string(),
  node: z.string().optional(),
  phase: z.string().optional(),
  /** `ended`: it did its work, or will never run again and nothing is wrong with that. */
  state: z.enum(['ready', 'starting', 'pending', 'failing', 'ending', 'ended']),
  /** In the kubelet's or scheduler's word, e.g. `CrashLoopBackOff`. */
  reason: z.string().optional(),
  /** A sentence a person would say. */
  text: z.string().optional(),
  since: z.string().optional(),
  restarts: z.number().int(),
  /** Absent where nobody has watched for so long. */
  restartsLastHour: z.number().int().optional(),
  lastEnd: containerEndSchema.optional(),
  /** Names, for the choice of a log; those of init containers first. */
  containers: z.array(z.string()),
  resources: resourcesSchema.optional(),
  usage: usageSchema.optional(),
  /** `Guaranteed`, `Burstable` or `BestEffort`: who is evicted first. */
  qos: z.string().optional(),
  startedAt: z.string().optional(),
  createdAt: z.string().optional(),
});
export type PodLine = z.infer<typeof podLineSchema>;
