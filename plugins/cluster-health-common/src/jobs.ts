import { verdictSchema } from '@greenroom/plugin-portal-common';
import { z } from 'zod';

/** One CronJob, or a Job that no CronJob made. */
export const jobRowSchema = z.object({
  kind: z.enum(['CronJob', 'Job']),
  namespace: z.string(),
  name: z.string(),
  uid: z.string(),
  entityRef: z.string().optional(),
  /** As written, e.g. `0 2 * * *`. */
  schedule: z.string().optional(),
  timeZone: z.string().optional(),
  suspended: z.boolean(),
  /** Jobs of it that run now; of a Job, its pods. */
  active: z.number().int(),
  lastStartedAt: z.string().optional(),
  lastSucceededAt: z.string().optional(),
  lastFailedAt: z.string().optional(),
  /** When the schedule says that it starts next. */
  nextAt: z.string().optional(),
  /** The first run that should have started since the last one and did not. */
  missedAt: z.string().optional(),
  verdict: verdictSchema,
  since: z.string().optional(),
});
export type JobRow = z.infer<typeof jobRowSchema>;
