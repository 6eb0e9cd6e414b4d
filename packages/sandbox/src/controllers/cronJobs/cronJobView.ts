import { z } from 'zod';
import { jsonObject, labelMap, metadataView, reader } from '../views';

const activeView = z.looseObject({ name: z.string(), namespace: z.string(), uid: z.string() });

const cronJobView = z.object({
  metadata: metadataView,
  spec: z.object({
    schedule: z.string(),
    timeZone: z.string().optional(),
    concurrencyPolicy: z.string().default('Allow'),
    suspend: z.boolean().default(false),
    startingDeadlineSeconds: z.number().optional(),
    successfulJobsHistoryLimit: z.number().default(3),
    failedJobsHistoryLimit: z.number().default(1),
    jobTemplate: z.object({
      metadata: z
        .object({ labels: labelMap.default({}), annotations: labelMap.default({}) })
        .default({ labels: {}, annotations: {} }),
      spec: jsonObject,
    }),
  }),
  status: z
    .object({
      active: z.array(activeView).default([]),
      lastScheduleTime: z.string().optional(),
      lastSuccessfulTime: z.string().optional(),
    })
    .default({ active: [] }),
});

export type CronJob = z.infer<typeof cronJobView>;
export type ActiveJob = z.infer<typeof activeView>;

export const readCronJob = reader(cronJobView);
