import { selectorText } from '../../kubernetes/selectors';
import { readReplicaSet } from '../replicaSets/replicaSetView';
import { reconcileAnalysisRuns, isPostAnalysisDue, runStatusOf } from './analysisRuns';
import { completedPause, completedPreAnalysis, reconcilePause } from './pausing';
import { abortStuckUpdate, calculateConditions } from './progress';
import { promoteStable, whyFullyPromoted } from './promotion';
import { restartPods } from './restart';
import { syncRevision, templateHash } from './revisions';
import { isWithinRollbackWindow } from './fastTrack';
import { availableOf, hashOf, selectedHash, type RolloutContext } from './RolloutContext';
import { isPaused, type RolloutStatus } from './rolloutView';
import { removeDeadlines, scaleNew, scaleOthers, scaleStable, trimHistory } from './scaling';
import { reconcileActiveService, reconcilePreviewService } from './serviceSelectors';
import { requeueStuck, announcePause } from './watching';
import { patchStatus } from './writeStatus';

/** Whether the template is not the one the status speaks of. */
function isNewTemplate(context: RolloutContext): boolean {
  const known = context.rollout.status.currentPodHash;
  return !!known && known !== (hashOf(context.newReplicaSet) || templateHash(context));
}

export function reconcileReplicaSets(context: RolloutContext): void {
  removeDeadlines(context);
  scaleStable(context);
  scaleNew(context);
  scaleOthers(context, isPostAnalysisDue(context));
  trimHistory(context);
}

/** One round of a blue-green update. The order of the steps is the real controller's. */
export function reconcileBlueGreen(context: RolloutContext): void {
  syncRevision(context);
  reconcilePreviewService(context);
  if (!isNewTemplate(context)) {
    restartPods(context);
    reconcileReplicaSets(context);
    reconcilePause(context);
    reconcileActiveService(context);
    reconcileAnalysisRuns(context);
  }
  writeBlueGreenStatus(context);
}

function sum(context: RolloutContext, field: 'replicas' | 'readyReplicas' | 'availableReplicas'): number {
  return context.replicaSets.reduce((total, each) => total + readReplicaSet(each).status[field], 0);
}

/** What both strategies count in the same way. */
export function baseStatus(context: RolloutContext): RolloutStatus {
  const { status } = context.rollout;
  const { newReplicaSet } = context;
  const currentPodHash = newReplicaSet ? hashOf(newReplicaSet) : templateHash(context);
  return {
    blueGreen: {
      prePromotionAnalysisRunStatus: runStatusOf(context.currentRuns.pre),
      postPromotionAnalysisRunStatus: runStatusOf(context.currentRuns.post),
    },
    canary: {},
    currentPodHash,
    stableRS: status.stableRS,
    replicas: sum(context, 'replicas'),
    updatedReplicas: newReplicaSet ? readReplicaSet(newReplicaSet).status.replicas : 0,
    ...activeCounts(context, ''),
    collisionCount: status.collisionCount,
    conditions: status.conditions.filter(({ type }) => type !== 'InvalidSpec'),
    restartedAt: context.restartedAt,
    promoteFull: !!status.promoteFull,
  };
}

function reset(context: RolloutContext, status: RolloutStatus): void {
  context.pause.clear();
  context.pause.removeAbort();
  status.restartedAt = context.rollout.spec.restartAt;
  status.promoteFull = false;
  status.blueGreen = {};
}

/** While blue-green serves one revision, its numbers are those of that revision. */
export function activeCounts(
  context: RolloutContext,
  hash = context.rollout.status.blueGreen.activeSelector,
): Pick<RolloutStatus, 'HPAReplicas' | 'selector' | 'availableReplicas' | 'readyReplicas'> {
  const active = context.replicaSets.find(each => !!hash && hashOf(each) === hash);
  if (!active) {
    return {
      HPAReplicas: sum(context, 'replicas'),
      selector: selectorText(context.rollout.spec.selector ?? {}),
      availableReplicas: sum(context, 'availableReplicas'),
      readyReplicas: sum(context, 'readyReplicas'),
    };
  }
  const { spec, status } = readReplicaSet(active);
  return {
    HPAReplicas: status.replicas,
    selector: selectorText(spec.selector),
    availableReplicas: status.availableReplicas,
    readyReplicas: status.readyReplicas,
  };
}

/** With `previewReplicaCount`: once the small preview passed its pause and analysis, it may grow. */
function checkPoint(context: RolloutContext): boolean {
  const preview = context.blueGreen?.previewReplicaCount;
  if (preview === undefined) return false;
  if (context.rollout.status.blueGreen.scaleUpPreviewCheckPoint) return true;
  return (
    completedPreAnalysis(context) && completedPause(context) && availableOf(context.newReplicaSet) === preview
  );
}

function writeBlueGreenStatus(context: RolloutContext): void {
  const { rollout, pause, tools } = context;
  const status = baseStatus(context);
  if (isNewTemplate(context)) reset(context, status);
  if (rollout.status.promoteFull || isWithinRollbackWindow(context)) {
    pause.clear();
    pause.removeAbort();
  }
  status.blueGreen.previewSelector = selectedHash(context.service(context.blueGreen?.previewService));
  status.blueGreen.activeSelector = selectedHash(context.service(context.blueGreen?.activeService));
  const reason = whyFullyPromoted(context, status);
  if (reason) promoteStable(context, status, reason);
  else status.blueGreen.scaleUpPreviewCheckPoint = checkPoint(context);
  Object.assign(status, activeCounts(context, status.blueGreen.activeSelector ?? ''));
  if (tools.goesOnAfterWriting) {
    calculateConditions(context, status, isPaused(rollout));
    pause.apply(rollout, status, context.now);
  } else {
    abortStuckUpdate(context, status);
    pause.apply(rollout, status, context.now);
    calculateConditions(context, status, !!status.pauseConditions?.length || rollout.spec.paused);
  }
  if (patchStatus(context, status)) announcePause(context, status);
  else requeueStuck(context, status);
}
