import { verdictSchema } from '@greenroom/plugin-portal-common';
import { z } from 'zod';
import { objectLinkSchema } from './problem';

/** One metric that an autoscaler follows. Values as Kubernetes writes them, with their unit: `94 %`, `512Mi`. */
export const scalingMetricSchema = z.object({
  name: z.string(),
  current: z.string().optional(),
  target: z.string().optional(),
});
export type ScalingMetric = z.infer<typeof scalingMetricSchema>;

/** One HorizontalPodAutoscaler. */
export const autoscalerRowSchema = z.object({
  namespace: z.string(),
  name: z.string(),
  uid: z.string(),
  target: objectLinkSchema,
  min: z.number().int(),
  max: z.number().int(),
  current: z.number().int(),
  desired: z.number().int(),
  metrics: z.array(scalingMetricSchema),
  /** Since when it would go on but may not. */
  atMaximumSince: z.string().optional(),
  lastScaledAt: z.string().optional(),
  verdict: verdictSchema,
  since: z.string().optional(),
  entityRef: z.string().optional(),
});
export type AutoscalerRow = z.infer<typeof autoscalerRowSchema>;

/** One limit of a pool of nodes: processor in cores, memory in bytes, nodes by number. */
export const poolLimitSchema = z.object({
  resource: z.string(),
  used: z.number(),
  limit: z.number(),
});
export type PoolLimit = z.infer<typeof poolLimitSchema>;

/** A Karpenter NodePool, or a node group of the Cluster Autoscaler. */
export const nodePoolRowSchema = z.object({
  engine: z.enum(['karpenter', 'cluster-autoscaler']),
  name: z.string(),
  verdict: verdictSchema,
  since: z.string().optional(),
  nodes: z.number().int(),
  /** Nodes that are asked for and not there yet. */
  coming: z.number().int(),
  limits: z.array(poolLimitSchema),
});
export type NodePoolRow = z.infer<typeof nodePoolRowSchema>;
