import { type RolloutContext } from './RolloutContext';
import { pauseCondition } from './rolloutView';
import { isReadyForPause } from './scaling';
import { isFastTracked } from './fastTrack';

const reason = 'BlueGreenPause';

/** Milliseconds of the automatic pause that are left; undefined when there is no such pause. */
function autoPromotionLeft(context: RolloutContext): number | undefined {
  const seconds = context.blueGreen?.autoPromotionSeconds ?? 0;
  const pause = pauseCondition(context.rollout, reason);
  if (!pause || seconds === 0) return undefined;
  const { moments } = context.tools.cluster;
  return seconds * 1000 - moments.since(`${context.rollout.metadata.uid} pause`, pause.startTime);
}

/**
 * Whether nothing holds the update back any more: a person took the pause condition away while `controllerPause` stayed,
 * or promotion is automatic and its time over.
 */
export function completedPause(context: RolloutContext): boolean {
  const { rollout, blueGreen, pause } = context;
  if (pause.hasAddedPause) return false;
  if (rollout.status.blueGreen.scaleUpPreviewCheckPoint) return true;
  if (blueGreen?.autoPromotionEnabled !== false) {
    if (!blueGreen?.autoPromotionSeconds) return true;
    const left = autoPromotionLeft(context);
    if (left !== undefined) return left <= 0;
  }
  return !!rollout.status.controllerPause && !pauseCondition(rollout, reason);
}

export function completedPreAnalysis(context: RolloutContext): boolean {
  if (!context.blueGreen?.prePromotionAnalysis) return true;
  return context.currentRuns.pre?.status?.phase === 'Successful';
}

function needsPause({ blueGreen }: RolloutContext): boolean {
  return blueGreen?.autoPromotionEnabled === false || (blueGreen?.autoPromotionSeconds ?? 0) > 0;
}

/** Decides whether the update begins to wait, waits on, or is through. */
export function reconcilePause(context: RolloutContext): void {
  const { rollout, pause } = context;
  if (rollout.status.abort || !isReadyForPause(context) || context.isHalted) return;
  const passed =
    isFastTracked(context) || !!rollout.status.blueGreen.scaleUpPreviewCheckPoint || !needsPause(context);
  if (passed) {
    pause.remove(reason);
    return;
  }
  if (!completedPreAnalysis(context)) return;
  if (!pauseCondition(rollout, reason)) {
    // `controllerPause` without the condition is how the controller knows that a person resumed.
    if (!rollout.status.controllerPause) startPause(context);
    return;
  }
  waitOrEnd(context);
}

/** Two pauses may begin within one second of wall time: the moment tells them apart where the stamp cannot. */
function startPause(context: RolloutContext): void {
  context.pause.add(reason);
  context.tools.cluster.moments.set(`${context.rollout.metadata.uid} pause`, context.now);
}

function waitOrEnd(context: RolloutContext): void {
  if (completedPause(context)) {
    context.pause.remove(reason);
    return;
  }
  const left = autoPromotionLeft(context);
  if (left !== undefined && left > 0) context.tools.requeueAfter(context.key, left);
}
