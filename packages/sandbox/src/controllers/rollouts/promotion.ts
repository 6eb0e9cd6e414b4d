import { isFastRollback, isWithinRollbackWindow } from './fastTrack';
import { hasDeadline, type RolloutContext } from './RolloutContext';
import { type RolloutStatus } from './rolloutView';

/** Why the new revision becomes the stable one now, undefined when it does not yet. The order of the checks matters. */
export function whyFullyPromoted(context: RolloutContext, status: RolloutStatus): string | undefined {
  const { activeSelector } = status.blueGreen;
  if (!context.stableReplicaSet || !activeSelector) return 'Initial deploy';
  if (activeSelector !== status.currentPodHash) return undefined;
  if (context.rollout.status.promoteFull) return 'Full promotion requested';
  if (isWithinRollbackWindow(context)) return 'Rollback within window';
  if (!context.tools.goesOnAfterWriting && isFastRollback(context)) return 'Fast rollback';
  if (context.isAborted) return undefined;
  return afterPostAnalysis(context);
}

function afterPostAnalysis(context: RolloutContext): string | undefined {
  const done = 'Completed blue-green update';
  if (!context.blueGreen?.postPromotionAnalysis) return done;
  if (context.tools.goesOnAfterWriting && hasDeadline(context.newReplicaSet)) {
    return `Rollback to '${context.newReplicaSet?.metadata.name}' within scaleDownDelay`;
  }
  return context.currentRuns.post?.status?.phase === 'Successful' ? done : undefined;
}

export function promoteStable(context: RolloutContext, status: RolloutStatus, reason: string): void {
  context.pause.clear();
  context.pause.removeAbort();
  status.promoteFull = false;
  status.blueGreen.scaleUpPreviewCheckPoint = false;
  const hash = status.currentPodHash ?? '';
  if (status.stableRS === hash) return;
  status.stableRS = hash;
  const message = `Rollout completed update to revision ${context.revision} (${hash}): ${reason}`;
  context.record({ reason: 'RolloutCompleted', message });
}
