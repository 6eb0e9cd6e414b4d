import { z } from 'zod';
import { type Pod } from '../pods/podView';
import { podTemplateView } from '../pods/podTemplate';
import { metadataView, reader } from '../views';

export const trackingFinalizer = 'batch.kubernetes.io/job-tracking';
export const indexAnnotation = 'batch.kubernetes.io/job-completion-index';

const conditionView = z.object({
  type: z.string(),
  status: z.string(),
  reason: z.string().default(''),
  message: z.string().default(''),
  lastProbeTime: z.string().optional(),
  lastTransitionTime: z.string().optional(),
});

const ruleView = z.object({
  action: z.string(),
  onExitCodes: z
    .object({ containerName: z.string().optional(), operator: z.string(), values: z.array(z.number()) })
    .optional(),
  onPodConditions: z.array(z.object({ type: z.string(), status: z.string().default('True') })).default([]),
});

const uncountedView = z.object({
  succeeded: z.array(z.string()).default([]),
  failed: z.array(z.string()).default([]),
});
const noneUncounted = { succeeded: [], failed: [] };

const jobView = z.object({
  metadata: metadataView,
  spec: z.object({
    parallelism: z.number().default(1),
    completions: z.number().optional(),
    backoffLimit: z.number().default(6),
    activeDeadlineSeconds: z.number().optional(),
    ttlSecondsAfterFinished: z.number().optional(),
    suspend: z.boolean().default(false),
    completionMode: z.string().default('NonIndexed'),
    podReplacementPolicy: z.string().default('TerminatingOrFailed'),
    managedBy: z.string().default('kubernetes.io/job-controller'),
    podFailurePolicy: z.object({ rules: z.array(ruleView) }).optional(),
    template: podTemplateView,
  }),
  status: z
    .object({
      startTime: z.string().optional(),
      completionTime: z.string().optional(),
      succeeded: z.number().default(0),
      failed: z.number().default(0),
      completedIndexes: z.string().optional(),
      conditions: z.array(conditionView).default([]),
      uncountedTerminatedPods: uncountedView.default(noneUncounted),
    })
    .default({ succeeded: 0, failed: 0, conditions: [], uncountedTerminatedPods: noneUncounted }),
});

export type Job = z.infer<typeof jobView>;
export type JobCondition = z.infer<typeof conditionView>;
export type PodFailureRule = z.infer<typeof ruleView>;

export const readJob = reader(jobView);

/** The condition that holds of that type. */
export function holding({ status }: Job, type: string): JobCondition | undefined {
  return status.conditions.find(each => each.type === type && each.status === 'True');
}

/** The condition that a job has ended with. */
export function finishedCondition(job: Job): JobCondition | undefined {
  return holding(job, 'Complete') ?? holding(job, 'Failed');
}

export function isIndexed({ spec }: Job): boolean {
  return spec.completionMode === 'Indexed';
}

/** Which of an indexed job's completions the pod is for. */
export function indexOf({ metadata }: Pod): number | undefined {
  const text = metadata.annotations[indexAnnotation];
  return text === undefined ? undefined : Number(text);
}

/** Whether its job still has to count how it ended. */
export function isTracked({ metadata }: Pod): boolean {
  return metadata.finalizers.includes(trackingFinalizer);
}

/** A pod that was deleted before it ended counts as failed, unless it is only replaced once it has. */
export function isFailed({ metadata, status }: Pod, { spec }: Job): boolean {
  if (status.phase === 'Failed') return true;
  if (spec.podReplacementPolicy === 'Failed') return false;
  return metadata.deletionTimestamp !== undefined && status.phase !== 'Succeeded';
}
