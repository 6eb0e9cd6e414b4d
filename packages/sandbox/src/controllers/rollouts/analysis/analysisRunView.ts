import { z } from 'zod';
import { intOrString, jsonObject, metadataView, reader } from '../../views';

/** The fields in which text like `{{args.name}}` may stand for a number. */
const count = intOrString.optional();

export const metricView = z.object({
  name: z.string(),
  interval: z.string().optional(),
  initialDelay: z.string().optional(),
  count,
  successCondition: z.string().optional(),
  failureCondition: z.string().optional(),
  failureLimit: count,
  inconclusiveLimit: count,
  consecutiveErrorLimit: count,
  consecutiveSuccessLimit: count,
  provider: jsonObject,
});

const measurementView = z.object({
  phase: z.string(),
  value: z.string().optional(),
  message: z.string().optional(),
  startedAt: z.string().optional(),
  finishedAt: z.string().optional(),
});

const resultView = z.object({
  name: z.string(),
  phase: z.string(),
  message: z.string().optional(),
  dryRun: z.boolean().optional(),
  count: z.number().default(0),
  successful: z.number().default(0),
  failed: z.number().default(0),
  inconclusive: z.number().default(0),
  error: z.number().default(0),
  consecutiveError: z.number().default(0),
  consecutiveSuccess: z.number().default(0),
  measurements: z.array(measurementView).default([]),
});

const argumentView = z.object({
  name: z.string(),
  value: z.string().optional(),
  valueFrom: z
    .object({ secretKeyRef: z.object({ name: z.string(), key: z.string() }).optional() })
    .optional(),
});

const ruleView = z.object({ metricName: z.string() });

const analysisRunView = z.object({
  metadata: metadataView,
  spec: z.object({
    metrics: z.array(metricView).default([]),
    args: z.array(argumentView).default([]),
    dryRun: z.array(ruleView).default([]),
    measurementRetention: z.array(ruleView.extend({ limit: z.number() })).default([]),
    terminate: z.boolean().default(false),
  }),
  status: z
    .object({
      phase: z.string().default(''),
      message: z.string().optional(),
      startedAt: z.string().optional(),
      completedAt: z.string().optional(),
      metricResults: z.array(resultView).default([]),
    })
    .default({ phase: '', metricResults: [] }),
});

const templateView = z.object({
  metadata: metadataView,
  spec: z.object({
    metrics: z.array(jsonObject).default([]),
    args: z.array(argumentView).default([]),
    dryRun: z.array(ruleView).default([]),
    measurementRetention: z.array(ruleView.extend({ limit: z.number() })).default([]),
    templates: z
      .array(z.object({ templateName: z.string(), clusterScope: z.boolean().optional() }))
      .default([]),
  }),
});

export type AnalysisRun = z.infer<typeof analysisRunView>;
export type AnalysisArgument = z.infer<typeof argumentView>;
export type AnalysisTemplate = z.infer<typeof templateView>;
export type Metric = z.infer<typeof metricView>;
export type MetricResult = z.infer<typeof resultView>;
export type Measurement = z.infer<typeof measurementView>;

export const readAnalysisRun = reader(analysisRunView);
export const readAnalysisTemplate = reader(templateView);

const completed = new Set(['Successful', 'Failed', 'Error', 'Inconclusive']);

export function isCompleted(phase: string | undefined): boolean {
  return completed.has(phase ?? '');
}
