import { z } from 'zod';

const run = z.object({ name: z.string(), status: z.string().optional(), message: z.string().optional() });

/**
 * A Rollout as a guard needs it: values as they are stored, because a `test` compares them as they are. A field of
 * another shape than the controller's makes it unreadable, and then nothing is written.
 */
export const rolloutObjectSchema = z.object({
  metadata: z.object({
    uid: z.string().min(1),
    resourceVersion: z.string().min(1),
    generation: z.number().int(),
    deletionTimestamp: z.string().optional(),
    annotations: z.record(z.string(), z.string()).optional(),
  }),
  spec: z.object({
    paused: z.boolean().nullish(),
    restartAt: z.string().nullish(),
    workloadRef: z.looseObject({}).nullish(),
    progressDeadlineSeconds: z.number().nullish(),
    strategy: z.object({
      blueGreen: z
        .object({
          activeService: z.string().min(1),
          autoPromotionEnabled: z.boolean().nullish(),
          autoPromotionSeconds: z.number().nullish(),
        })
        .optional(),
    }),
  }),
  status: z
    .object({
      observedGeneration: z.union([z.string(), z.number()]).optional(),
      workloadObservedGeneration: z.union([z.string(), z.number()]).optional(),
      phase: z.string().optional(),
      message: z.string().optional(),
      currentPodHash: z.string().optional(),
      stableRS: z.string().optional(),
      controllerPause: z.boolean().nullish(),
      pauseConditions: z.array(z.object({ reason: z.string(), startTime: z.string() })).nullish(),
      abort: z.boolean().nullish(),
      abortedAt: z.string().nullish(),
      promoteFull: z.boolean().nullish(),
      restartedAt: z.string().nullish(),
      blueGreen: z
        .object({
          activeSelector: z.string().optional(),
          prePromotionAnalysisRunStatus: run.nullish(),
          postPromotionAnalysisRunStatus: run.nullish(),
        })
        .optional(),
    })
    .default({}),
});
export type RolloutObject = z.infer<typeof rolloutObjectSchema>;

export const BLUE_GREEN_PAUSE = 'BlueGreenPause';
/** On the rollout, the generation of the workload it takes its template from. */
export const WORKLOAD_GENERATION = 'rollout.argoproj.io/workload-generation';

/** Where the label's value goes into a Service's selector and onto the pods. */
export const HASH_LABEL = 'rollouts-pod-template-hash';

/** The controller has read the spec, and the referenced workload's template where there is one. */
export function isObserved({ metadata, spec, status }: RolloutObject): boolean {
  const workload = metadata.annotations?.[WORKLOAD_GENERATION];
  const isWorkloadObserved =
    !spec.workloadRef ||
    workload === undefined ||
    workload === String(status.workloadObservedGeneration ?? workload);
  return String(status.observedGeneration ?? '') === String(metadata.generation) && isWorkloadObserved;
}

export function pausesOf({ status }: RolloutObject) {
  return status.pauseConditions ?? [];
}

/** Not finished by any run that it still tells of. */
export function isAnalysing({ status }: RolloutObject): boolean {
  const runs = [
    status.blueGreen?.prePromotionAnalysisRunStatus,
    status.blueGreen?.postPromotionAnalysisRunStatus,
  ];
  return runs.some(told => told?.status === 'Running' || told?.status === 'Pending');
}

/** Why the controller aborted, when it did so itself: `RolloutAborted: Rollout aborted update to revision 2: <why>`. */
export function whyAborted({ status }: RolloutObject): string | undefined {
  return status.message?.match(/^RolloutAborted: .*? revision \d+: (.+)$/s)?.[1];
}

/** The controller has acted on the abort. */
export function isAborted({ status }: RolloutObject): boolean {
  return status.abort === true && (Boolean(status.abortedAt) || status.phase === 'Degraded');
}
