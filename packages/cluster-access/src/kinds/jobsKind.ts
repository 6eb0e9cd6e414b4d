import { z } from 'zod';
import type { WatchedKind } from '../types';
import { type Condition, conditions } from './condition';
import { controllerOf, namespacedMetadata } from './metadata';
import { flag, part, text, whole } from './tolerant';

/** One Job: work that ends. */
export interface JobRow {
  uid: string;
  namespace: string;
  name: string;
  labels: Record<string, string>;
  /** uid of the CronJob that made it. */
  owner?: string;
  createdAt?: string;
  deleting?: true;
  suspended?: true;
  /** How many pods have to end well. */
  completions: number;
  /** After how many failures it gives up. */
  backoffLimit: number;
  active: number;
  succeeded: number;
  failed: number;
  startedAt?: string;
  /** When it ended well. */
  completedAt?: string;
  conditions?: Condition[];
  /** When a CronJob's schedule said that it should start. */
  scheduledFor?: string;
}

const jobSchema = z.object({
  metadata: namespacedMetadata,
  spec: part({ completions: whole, backoffLimit: whole, suspend: flag }),
  status: part({
    active: whole,
    succeeded: whole,
    failed: whole,
    startTime: text,
    completionTime: text,
    conditions,
  }),
});

/** Written by the CronJob controller since Kubernetes 1.28. */
const SCHEDULED = 'batch.kubernetes.io/cronjob-scheduled-timestamp';

function projectJob(object: unknown): JobRow | undefined {
  const parsed = jobSchema.safeParse(object);
  if (!parsed.success) {
    return undefined;
  }
  const { metadata, spec, status } = parsed.data;
  const owner = controllerOf(metadata);
  const scheduledFor = metadata.annotations?.[SCHEDULED];
  return {
    uid: metadata.uid,
    namespace: metadata.namespace,
    name: metadata.name,
    labels: metadata.labels ?? {},
    ...(owner !== undefined && { owner }),
    createdAt: metadata.creationTimestamp,
    ...(metadata.deletionTimestamp !== undefined && { deleting: true }),
    ...(spec?.suspend === true && { suspended: true }),
    completions: spec?.completions ?? 1,
    // Kubernetes' own default.
    backoffLimit: spec?.backoffLimit ?? 6,
    active: status?.active ?? 0,
    succeeded: status?.succeeded ?? 0,
    failed: status?.failed ?? 0,
    startedAt: status?.startTime,
    completedAt: status?.completionTime,
    ...(status?.conditions.length && { conditions: status.conditions }),
    ...(scheduledFor && { scheduledFor }),
  };
}

/** Jobs of a cluster. */
export const jobsKind: WatchedKind<JobRow> = {
  type: { group: 'batch', version: 'v1', resource: 'jobs' },
  reads: jobSchema,
  project: projectJob,
};
