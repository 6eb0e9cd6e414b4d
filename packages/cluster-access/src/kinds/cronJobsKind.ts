import { z } from 'zod';
import type { WatchedKind } from '../types';
import { namespacedMetadata } from './metadata';
import { each, flag, part, text, whole } from './tolerant';

/** One CronJob: work that begins by the clock. */
export interface CronJobRow {
  uid: string;
  namespace: string;
  name: string;
  labels: Record<string, string>;
  createdAt?: string;
  deleting?: true;
  /** As written, e.g. `0 2 * * *`. */
  schedule: string;
  /** A name of the time zone database; that of the controller manager, UTC nearly everywhere, where it is absent. */
  timeZone?: string;
  suspended?: true;
  /** `Allow`, `Forbid` or `Replace`: what becomes of a run while the one before goes on. */
  concurrency: string;
  /** A run that could not start for so long is left out. */
  startingDeadlineSeconds?: number;
  /** How many of its Jobs run now. */
  active: number;
  lastScheduledAt?: string;
  lastSucceededAt?: string;
}

const cronJobSchema = z.object({
  metadata: namespacedMetadata,
  spec: z.object({
    schedule: z.string(),
    timeZone: text,
    suspend: flag,
    concurrencyPolicy: text,
    startingDeadlineSeconds: whole,
  }),
  status: part({
    active: each(z.object({ name: z.string() })),
    lastScheduleTime: text,
    lastSuccessfulTime: text,
  }),
});

function projectCronJob(object: unknown): CronJobRow | undefined {
  const parsed = cronJobSchema.safeParse(object);
  if (!parsed.success) {
    return undefined;
  }
  const { metadata, spec, status } = parsed.data;
  return {
    uid: metadata.uid,
    namespace: metadata.namespace,
    name: metadata.name,
    labels: metadata.labels ?? {},
    createdAt: metadata.creationTimestamp,
    ...(metadata.deletionTimestamp !== undefined && { deleting: true }),
    schedule: spec.schedule,
    timeZone: spec.timeZone,
    ...(spec.suspend === true && { suspended: true }),
    concurrency: spec.concurrencyPolicy ?? 'Allow',
    startingDeadlineSeconds: spec.startingDeadlineSeconds,
    active: status?.active.length ?? 0,
    lastScheduledAt: status?.lastScheduleTime,
    lastSucceededAt: status?.lastSuccessfulTime,
  };
}

/** CronJobs of a cluster. */
export const cronJobsKind: WatchedKind<CronJobRow> = {
  type: { group: 'batch', version: 'v1', resource: 'cronjobs' },
  reads: cronJobSchema,
  project: projectCronJob,
};
