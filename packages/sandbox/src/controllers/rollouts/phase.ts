import { isCompleted } from './analysis/analysisRunView';
import { isFullyPromoted, replicasOf, type Rollout } from './rolloutView';

export interface Phase {
  phase: string;
  message: string;
}

const failing = new Set(['RolloutAborted', 'ProgressDeadlineExceeded']);

function degraded({ status }: Rollout): Phase | undefined {
  for (const { type, reason, message } of status.conditions) {
    if (type === 'InvalidSpec') return { phase: 'Degraded', message: `InvalidSpec: ${message}` };
    if (failing.has(reason)) return { phase: 'Degraded', message: `${reason}: ${message}` };
  }
  return undefined;
}

function paused({ spec, status }: Rollout): Phase | undefined {
  if (spec.paused) return { phase: 'Paused', message: 'manually paused' };
  const [pause] = status.pauseConditions ?? [];
  return pause && { phase: 'Paused', message: pause.reason };
}

function isRestarting({ spec, status }: Rollout): boolean {
  return (
    !!spec.restartAt && new Date(spec.restartAt).getTime() !== new Date(status.restartedAt ?? 0).getTime()
  );
}

function isWaitingForPostAnalysis({ spec, status }: Rollout): boolean {
  const run = status.blueGreen.postPromotionAnalysisRunStatus;
  return !!spec.strategy.blueGreen?.postPromotionAnalysis && !isCompleted(run?.status);
}

function progress(rollout: Rollout): string | undefined {
  const { spec, status } = rollout;
  const updated = status.updatedReplicas ?? 0;
  if (isRestarting(rollout)) return 'rollout is restarting';
  if (updated < replicasOf(rollout)) return 'more replicas need to be updated';
  if ((status.availableReplicas ?? 0) < updated) return 'updated replicas are still becoming available';
  const active = status.blueGreen.activeSelector;
  if (spec.strategy.blueGreen) {
    if (!active || active !== status.currentPodHash) return 'active service cutover pending';
    if (status.stableRS && isFullyPromoted(rollout)) return undefined;
    return isWaitingForPostAnalysis(rollout)
      ? 'waiting for analysis to complete'
      : 'waiting for post-promotion verification to complete';
  }
  if ((status.replicas ?? 0) > updated) return 'old replicas are pending termination';
  return status.stableRS && isFullyPromoted(rollout) ? undefined : 'waiting for all steps to complete';
}

/** The controller's summary of a status: `status.phase` and `status.message`. */
export function phaseOf(rollout: Rollout): Phase {
  const message = progress(rollout);
  const going = message ? { phase: 'Progressing', message } : { phase: 'Healthy', message: '' };
  return degraded(rollout) ?? paused(rollout) ?? going;
}
