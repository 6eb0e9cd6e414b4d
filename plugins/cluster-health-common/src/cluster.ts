import { sourceSchema, verdictSchema } from '@greenroom/plugin-portal-common';
import { z } from 'zod';
import { unseenSchema } from './problem';

/** How much of something is there and how much of it is promised to pods. */
export const capacitySchema = z.object({
  allocatable: z.number(),
  requested: z.number(),
  /** As the metrics API measures it; absent where it is not installed or does not answer. */
  used: z.number().optional(),
});
export type Capacity = z.infer<typeof capacitySchema>;

/** Processor in cores, memory in bytes, pods by number. */
export const capacitiesSchema = z.object({
  cpuCores: capacitySchema,
  memoryBytes: capacitySchema,
  pods: capacitySchema,
});
export type Capacities = z.infer<typeof capacitiesSchema>;

/** Pods by how they are. Ended ones count only here. */
export const podCountsSchema = z.object({
  ready: z.number().int(),
  starting: z.number().int(),
  /** No node takes them. */
  pending: z.number().int(),
  failing: z.number().int(),
  ended: z.number().int(),
});
export type PodCounts = z.infer<typeof podCountsSchema>;

/** Why pods wait for a node, in the scheduler's words, most pods first. */
export const pendingReasonSchema = z.object({ text: z.string(), count: z.number().int() });
export type PendingReason = z.infer<typeof pendingReasonSchema>;

/** What adds nodes. */
export const nodeAutoscalingSchema = z.object({
  engine: z.enum(['karpenter', 'cluster-autoscaler']),
  verdict: verdictSchema,
  /** e.g. `2 NodePools, 1 at its limit` */
  sentence: z.string(),
});
export type NodeAutoscaling = z.infer<typeof nodeAutoscalingSchema>;

/** A cluster in one card. It names nothing of a namespace: whoever may read any namespace of it may read it. */
export const clusterSummarySchema = z.object({
  cluster: z.string(),
  title: z.string(),
  verdict: verdictSchema,
  /** e.g. `9 of 9 nodes are ready. 2 workloads are degraded and 4 pods do not fit.` */
  sentence: z.string(),
  since: z.string().optional(),
  source: sourceSchema,
  /** Of the API server, or of most nodes. */
  version: z.string().optional(),
  nodes: z.object({ ready: z.number().int(), all: z.number().int(), cordoned: z.number().int() }),
  pods: podCountsSchema,
  /** The portal is limited to so many namespaces; absent where it reads all. */
  limitedTo: z.number().int().optional(),
  /** Absent where nodes or pods may not be read. */
  capacity: capacitiesSchema.optional(),
  pending: z.array(pendingReasonSchema),
  nodeAutoscaling: z.array(nodeAutoscalingSchema),
  /** How many problems are in each state; `healthy` are risks. */
  problems: z.object({
    degraded: z.number().int(),
    waiting: z.number().int(),
    progressing: z.number().int(),
    unknown: z.number().int(),
    healthy: z.number().int(),
  }),
  unseen: z.array(unseenSchema),
});
export type ClusterSummary = z.infer<typeof clusterSummarySchema>;
