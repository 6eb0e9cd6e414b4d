import { sourceSchema, verdictSchema } from '@greenroom/plugin-portal-common';
import { z } from 'zod';
import { autoscalerRowSchema } from './autoscaling';
import { eventLineSchema } from './events';
import { jobRowSchema } from './jobs';
import { problemSchema, unseenSchema } from './problem';
import { volumeRowSchema } from './storage';
import { podLineSchema, workloadRowSchema } from './workloads';

/** A workload with its pods, those that need a person first. */
export const serviceWorkloadSchema = workloadRowSchema.extend({
  lines: z.array(podLineSchema),
  /** How many pods there are, where not all are in `lines`. */
  podsInAll: z.number().int().optional(),
});
export type ServiceWorkload = z.infer<typeof serviceWorkloadSchema>;

/** How a service is in one namespace of one cluster. */
export const serviceHealthSchema = z.object({
  cluster: z.string(),
  /** What a person calls the cluster. */
  title: z.string(),
  namespace: z.string(),
  entityRef: z.string(),
  verdict: verdictSchema,
  /** e.g. `2 of 6 pods of catalogue crash: out of memory` */
  sentence: z.string(),
  since: z.string().optional(),
  problems: z.array(problemSchema),
  workloads: z.array(serviceWorkloadSchema),
  autoscalers: z.array(autoscalerRowSchema),
  jobs: z.array(jobRowSchema),
  volumes: z.array(volumeRowSchema),
  events: z.array(eventLineSchema),
  unseen: z.array(unseenSchema),
});
export type ServiceHealth = z.infer<typeof serviceHealthSchema>;

/** The same in a line: for lists of many services. */
export const serviceLineSchema = serviceHealthSchema
  .pick({
    cluster: true,
    title: true,
    namespace: true,
    entityRef: true,
    verdict: true,
    sentence: true,
    since: true,
  })
  .extend({ ready: z.number().int(), desired: z.number().int() });
export type ServiceLine = z.infer<typeof serviceLineSchema>;

/** Answer of `GET /api/cluster-health/services`. */
export const servicesAnswerSchema = z.object({
  items: z.array(serviceHealthSchema),
  sources: z.array(sourceSchema),
});

/** The last line of a followed log that did not end by itself, and why: after this prefix, in words. */
export const LOG_END_MARK = '--- greenroom: ';
