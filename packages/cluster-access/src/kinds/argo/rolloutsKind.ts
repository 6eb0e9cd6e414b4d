import { z } from 'zod';
import type { WatchedKind } from '../../types';
import { ownMarks } from '../metadata';
import { replicatedSchema, rolloutWorkloadsKind } from '../replicatedKinds';
import { each, flag, part, text, whole } from '../tolerant';
import type { ArgoRolloutRow, ToldAnalysis } from './ArgoRolloutRow';
import { metadata, phaseOf, RUN_STOPPED } from './objects';
import { podNeeds, podSpecSchema } from './podNeeds';

const told = part({ name: text, status: text, message: text });
const condition = z.object({
  type: z.string(),
  status: text,
  reason: text,
  message: text,
  lastTransitionTime: text,
});
const seconds = z.union([z.string(), z.number()]).optional().catch(undefined);

const rolloutSchema = z.object({
  metadata,
  spec: part({
    replicas: whole,
    paused: flag,
    restartAt: text,
    rollbackWindow: part({ revisions: whole }),
    workloadRef: part({ name: text }),
    template: part({ spec: podSpecSchema }),
    strategy: part({
      blueGreen: part({
        activeService: text,
        previewService: text,
        autoPromotionEnabled: flag,
        autoPromotionSeconds: whole,
      }),
      canary: part({
        stableService: text,
        canaryService: text,
        steps: each(z.object({ pause: part({ duration: seconds }) })),
      }),
    }),
  }),
  status: part({
    observedGeneration: z.union([z.string(), z.number()]).optional().catch(undefined),
    workloadObservedGeneration: z.union([z.string(), z.number()]).optional().catch(undefined),
    phase: text,
    message: text,
    currentPodHash: text,
    stableRS: text,
    currentStepIndex: whole,
    controllerPause: flag,
    pauseConditions: each(z.object({ reason: z.string(), startTime: z.string() })),
    abort: flag,
    abortedAt: text,
    promoteFull: flag,
    restartedAt: text,
    blueGreen: part({
      activeSelector: text,
      previewSelector: text,
      prePromotionAnalysisRunStatus: told,
      postPromotionAnalysisRunStatus: told,
    }),
    canary: part({ currentStepAnalysisRunStatus: told, currentBackgroundAnalysisRunStatus: told }),
    conditions: each(condition),
  }),
});
type RolloutObject = z.infer<typeof rolloutSchema>;

const WORKLOAD_GENERATION = 'rollout.argoproj.io/workload-generation';

/** With a referenced workload the rollout's own generation does not cover the template: both have to be observed. */
function isSeen({ metadata: { generation, annotations }, spec, status }: RolloutObject): boolean {
  const workload = annotations?.[WORKLOAD_GENERATION];
  const workloadSeen =
    !spec?.workloadRef ||
    workload === undefined ||
    workload === String(status?.workloadObservedGeneration ?? workload);
  return (
    generation !== undefined &&
    String(status?.observedGeneration ?? '') === String(generation) &&
    workloadSeen
  );
}

const unitSeconds: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600 };

/** Seconds of a Go duration (`1m30s`) or of a bare number. */
function durationSeconds(duration: string | number | undefined): number | undefined {
  if (duration === undefined || duration === '') {
    return undefined;
  }
  const bare = Number(duration);
  if (Number.isFinite(bare)) {
    return bare;
  }
  const parts = [...String(duration).matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  return parts.length === 0
    ? undefined
    : parts.reduce((sum, [, value, unit]) => sum + Number(value) * (unitSeconds[unit ?? ''] ?? 0), 0);
}

function strategyFields({ spec, status }: RolloutObject): Partial<ArgoRolloutRow> {
  const { blueGreen, canary } = spec?.strategy ?? {};
  if (blueGreen) {
    return {
      strategy: 'blue-green',
      activeService: blueGreen.activeService,
      previewService: blueGreen.previewService,
      automatic: blueGreen.autoPromotionEnabled !== false,
      // The controller ignores the seconds when automatic promotion is off.
      automaticAfterSeconds:
        blueGreen.autoPromotionEnabled === false ? undefined : blueGreen.autoPromotionSeconds,
      activeHash: status?.blueGreen?.activeSelector,
      previewHash: status?.blueGreen?.previewSelector,
    };
  }
  if (!canary) {
    return {};
  }
  const index = status?.currentStepIndex;
  return {
    strategy: 'canary',
    activeService: canary.stableService,
    previewService: canary.canaryService,
    automatic: canary.steps.every(({ pause }) => !pause || durationSeconds(pause.duration) !== undefined),
    activeHash: status?.stableRS,
    step:
      index === undefined
        ? undefined
        : {
            index,
            of: canary.steps.length,
            pauseSeconds: durationSeconds(canary.steps[index]?.pause?.duration),
          },
  };
}

function toldAnalyses(status: RolloutObject['status']): ToldAnalysis[] {
  const places = [
    ['before-promotion', status?.blueGreen?.prePromotionAnalysisRunStatus],
    ['after-promotion', status?.blueGreen?.postPromotionAnalysisRunStatus],
    ['step', status?.canary?.currentStepAnalysisRunStatus],
    ['background', status?.canary?.currentBackgroundAnalysisRunStatus],
  ] as const;
  return places.flatMap(([when, run]) =>
    run?.name
      ? [{ name: run.name, when, phase: phaseOf(run.status, run.message, RUN_STOPPED), message: run.message }]
      : [],
  );
}

function projectRollout(object: unknown): ArgoRolloutRow | undefined {
  const parsed = rolloutSchema.safeParse(object);
  if (!parsed.success) {
    return undefined;
  }
  const { metadata: meta, spec, status } = parsed.data;
  const annotations = ownMarks(meta.annotations);
  const needs = spec?.workloadRef ? undefined : podNeeds(spec?.template?.spec);
  return {
    uid: meta.uid,
    namespace: meta.namespace,
    name: meta.name,
    version: meta.resourceVersion,
    labels: meta.labels ?? {},
    ...(annotations && { annotations }),
    ...(needs && { needs }),
    createdAt: meta.creationTimestamp,
    deletedAt: meta.deletionTimestamp,
    desired: spec?.replicas ?? 1,
    automatic: true,
    ...strategyFields(parsed.data),
    rollbackWindow: spec?.rollbackWindow?.revisions,
    pausedByHand: spec?.paused === true,
    restartAt: spec?.restartAt,
    restartedAt: status?.restartedAt,
    seen: isSeen(parsed.data),
    phase: status?.phase,
    message: status?.message,
    currentHash: status?.currentPodHash,
    stableHash: status?.stableRS,
    controllerPaused: status?.controllerPause === true,
    pauses: (status?.pauseConditions ?? []).map(({ reason, startTime }) => ({
      reason,
      startedAt: startTime,
    })),
    abort: status?.abort === true,
    abortedAt: status?.abortedAt,
    promoteFull: status?.promoteFull === true,
    analyses: toldAnalyses(status),
    conditions: (status?.conditions ?? []).map(({ lastTransitionTime, ...rest }) => ({
      ...rest,
      at: lastTransitionTime,
    })),
    workload: rolloutWorkloadsKind.project(object),
  };
}

/** Argo's Rollouts of a cluster: one definition for all who read them, so that there is one watch. */
export const rolloutsKind: WatchedKind<ArgoRolloutRow> = {
  type: rolloutWorkloadsKind.type,
  reads: z.union([rolloutSchema, replicatedSchema]),
  project: projectRollout,
};
