import { z } from 'zod';
import { intOrString, jsonObject, labelMap, labelSelectorView, metadataView, reader } from '../views';

const argumentView = z.object({
  name: z.string(),
  value: z.string().optional(),
  valueFrom: z
    .object({
      podTemplateHashValue: z.enum(['Latest', 'Stable']).optional(),
      fieldRef: z.object({ fieldPath: z.string() }).optional(),
    })
    .optional(),
});

const analysisView = z.object({
  templates: z
    .array(z.object({ templateName: z.string(), clusterScope: z.boolean().optional() }))
    .default([]),
  args: z.array(argumentView).default([]),
  dryRun: z.array(z.object({ metricName: z.string() })).optional(),
  measurementRetention: z.array(z.object({ metricName: z.string(), limit: z.number() })).optional(),
  analysisRunMetadata: z.object({ labels: labelMap.optional(), annotations: labelMap.optional() }).optional(),
});

const blueGreenView = z.object({
  activeService: z.string(),
  previewService: z.string().optional(),
  previewReplicaCount: z.number().optional(),
  autoPromotionEnabled: z.boolean().optional(),
  autoPromotionSeconds: z.number().default(0),
  maxUnavailable: intOrString.optional(),
  scaleDownDelaySeconds: z.number().optional(),
  scaleDownDelayRevisionLimit: z.number().optional(),
  abortScaleDownDelaySeconds: z.number().optional(),
  prePromotionAnalysis: analysisView.optional(),
  postPromotionAnalysis: analysisView.optional(),
});

const runStatusView = z.object({
  name: z.string(),
  status: z.string().default(''),
  message: z.string().optional(),
});

const conditionView = z.object({
  type: z.string(),
  status: z.string(),
  reason: z.string(),
  message: z.string(),
  lastUpdateTime: z.string(),
  lastTransitionTime: z.string(),
});

const statusView = z.object({
  HPAReplicas: z.number().optional(),
  abort: z.boolean().nullish(),
  abortedAt: z.string().nullish(),
  availableReplicas: z.number().optional(),
  blueGreen: z
    .object({
      activeSelector: z.string().optional(),
      previewSelector: z.string().optional(),
      prePromotionAnalysisRunStatus: runStatusView.nullish(),
      postPromotionAnalysisRunStatus: runStatusView.nullish(),
      scaleUpPreviewCheckPoint: z.boolean().optional(),
    })
    .default({}),
  canary: jsonObject.default({}),
  collisionCount: z.number().optional(),
  conditions: z.array(conditionView).default([]),
  controllerPause: z.boolean().optional(),
  currentPodHash: z.string().optional(),
  message: z.string().optional(),
  observedGeneration: z.string().optional(),
  pauseConditions: z.array(z.object({ reason: z.string(), startTime: z.string() })).nullish(),
  phase: z.string().optional(),
  promoteFull: z.boolean().optional(),
  readyReplicas: z.number().optional(),
  replicas: z.number().optional(),
  restartedAt: z.string().optional(),
  selector: z.string().optional(),
  stableRS: z.string().optional(),
  updatedReplicas: z.number().optional(),
  workloadObservedGeneration: z.string().optional(),
});

const rolloutView = z.object({
  metadata: metadataView,
  spec: z.object({
    replicas: z.number().optional(),
    selector: labelSelectorView.optional(),
    template: jsonObject.optional(),
    strategy: z.object({ blueGreen: blueGreenView.optional(), canary: jsonObject.optional() }).default({}),
    minReadySeconds: z.number().default(0),
    paused: z.boolean().default(false),
    restartAt: z.string().optional(),
    revisionHistoryLimit: z.number().default(10),
    progressDeadlineSeconds: z.number().default(600),
    progressDeadlineAbort: z.boolean().default(false),
    rollbackWindow: z.object({ revisions: z.number().default(0) }).optional(),
    analysis: z
      .object({
        successfulRunHistoryLimit: z.number().optional(),
        unsuccessfulRunHistoryLimit: z.number().optional(),
      })
      .default({}),
  }),
  status: statusView.default({ blueGreen: {}, canary: {}, conditions: [] }),
});

export type Rollout = z.infer<typeof rolloutView>;
export type RolloutStatus = z.infer<typeof statusView>;
export type RolloutCondition = z.infer<typeof conditionView>;
export type RolloutAnalysis = z.infer<typeof analysisView>;
export type BlueGreen = z.infer<typeof blueGreenView>;
export type PauseReason = 'BlueGreenPause' | 'InconclusiveAnalysisRun';

export const readRollout = reader(rolloutView);

export const hashLabel = 'rollouts-pod-template-hash';
export const revisionAnnotation = 'rollout.argoproj.io/revision';
export const desiredReplicasAnnotation = 'rollout.argoproj.io/desired-replicas';
export const deadlineAnnotation = 'scale-down-deadline';
export const managedByAnnotation = 'argo-rollouts.argoproj.io/managed-by-rollouts';

export function replicasOf(rollout: Rollout): number {
  return rollout.spec.replicas ?? 1;
}

export function isFullyPromoted(rollout: Rollout): boolean {
  return (rollout.status.stableRS ?? '') === (rollout.status.currentPodHash ?? '');
}

export function pauseCondition(rollout: Rollout, reason: PauseReason) {
  return rollout.status.pauseConditions?.find(condition => condition.reason === reason);
}

export function isPaused(rollout: Rollout): boolean {
  return !!rollout.status.pauseConditions?.length || rollout.spec.paused;
}

export function conditionOf(status: RolloutStatus, type: string): RolloutCondition | undefined {
  return status.conditions.find(condition => condition.type === type);
}
