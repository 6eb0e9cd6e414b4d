import { isHealthy, untilTimeout } from './progress';
import { patchConditions } from './writeStatus';
import { type WantedCondition } from './rolloutConditions';
import { type RolloutContext } from './RolloutContext';
import { conditionOf, isPaused, type RolloutStatus } from './rolloutView';
import { isCompletedUpdate } from './progress';

/**
 * Keeps the conditions Paused and Progressing in step with pauses and retries, so that a paused update does not time
 * out. After an abort Paused stays as it was.
 */
export function syncPausedConditions(context: RolloutContext): void {
  const { rollout } = context;
  const progressing = conditionOf(rollout.status, 'Progressing')?.reason;
  const paused = isPaused(rollout);
  const aborted = progressing === 'RolloutAborted';
  const wanted: WantedCondition[] = [];
  const known = progressing === 'RolloutPaused';
  if (paused !== known && !aborted && !isCompletedUpdate(rollout.status)) {
    const [reason, message] = paused
      ? (['RolloutPaused', 'Rollout is paused'] as const)
      : (['RolloutResumed', 'Rollout is resumed'] as const);
    wanted.push({ type: 'Progressing', status: 'Unknown', reason, message });
  }
  if (!rollout.status.abort && aborted) {
    const message = 'Retrying Rollout after abort';
    wanted.push({ type: 'Progressing', status: 'Unknown', reason: 'RolloutRetry', message });
  }
  const shown = conditionOf(rollout.status, 'Paused')?.status === 'True';
  if (paused !== shown && !aborted) {
    const status = paused ? 'True' : 'False';
    wanted.push({ type: 'Paused', status, reason: 'RolloutPaused', message: 'Rollout is paused' });
  }
  if (wanted.length) patchConditions(context, wanted);
}

/** Events of a pause that began or ended. */
export function announcePause(context: RolloutContext, status: RolloutStatus): void {
  const before = !!context.rollout.status.pauseConditions?.length;
  const [pause] = status.pauseConditions ?? [];
  if (before === !!pause) return;
  if (pause) context.record({ reason: 'RolloutPaused', message: `Rollout is paused (${pause.reason})` });
  else if (!status.abortedAt) context.record({ reason: 'RolloutResumed', message: 'Rollout is resumed' });
}

/** Looks again when lack of progress would have become a timeout. */
export function requeueStuck(context: RolloutContext, status: RolloutStatus): void {
  const { rollout } = context;
  const condition = conditionOf(rollout.status, 'Progressing');
  const excused = conditionOf(rollout.status, 'Paused')?.status === 'True';
  const settled = isHealthy(rollout, status) || condition?.reason === 'ProgressDeadlineExceeded';
  if (!condition || settled || excused || isPaused(rollout) || rollout.status.abort) return;
  const left = untilTimeout(context, rollout.status);
  // A second more, as the deadline is told in whole seconds.
  if (left !== undefined) context.tools.requeueAfter(context.key, Math.max(0, left) + 1000);
}
