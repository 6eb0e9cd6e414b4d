import { jsonEqual } from '../../kubernetes/json';
import { readReplicaSet } from '../replicaSets/replicaSetView';
import { hasDeadline, hashOf, isSaturated, type RolloutContext } from './RolloutContext';
import { replaceCondition, setCondition, withoutCondition, type WantedCondition } from './rolloutConditions';
import { conditionOf, replicasOf, type Rollout, type RolloutStatus } from './rolloutView';

/** All replicas updated, available and, for blue-green, served by both Services. */
export function isHealthy(rollout: Rollout, status: RolloutStatus): boolean {
  const replicas = replicasOf(rollout);
  const { blueGreen } = rollout.spec.strategy;
  const { activeSelector, previewSelector } = status.blueGreen;
  const current = status.currentPodHash;
  const previewDone = !blueGreen?.previewService || previewSelector === current;
  const strategyDone = blueGreen
    ? activeSelector === current && previewDone
    : status.stableRS === current && status.replicas === replicas;
  return (
    (status.updatedReplicas ?? 0) === replicas &&
    (status.availableReplicas ?? 0) === replicas &&
    rollout.status.observedGeneration === String(rollout.metadata.generation) &&
    strategyDone
  );
}

export function isCompletedUpdate(status: RolloutStatus): boolean {
  return !!status.stableRS && status.stableRS === status.currentPodHash;
}

function isProgressing({ spec, status: old }: Rollout, status: RolloutStatus): boolean {
  const updated = status.updatedReplicas ?? 0;
  const oldUpdated = old.updatedReplicas ?? 0;
  const switched =
    !!spec.strategy.blueGreen &&
    ((old.blueGreen.activeSelector ?? '') !== (status.blueGreen.activeSelector ?? '') ||
      (old.blueGreen.previewSelector ?? '') !== (status.blueGreen.previewSelector ?? ''));
  return (
    updated !== oldUpdated ||
    (status.replicas ?? 0) - updated < (old.replicas ?? 0) - oldUpdated ||
    (status.readyReplicas ?? 0) > (old.readyReplicas ?? 0) ||
    (status.availableReplicas ?? 0) > (old.availableReplicas ?? 0) ||
    switched
  );
}

/** Milliseconds until lack of progress is a timeout; undefined when nobody counts. */
export function untilTimeout(context: RolloutContext, status: RolloutStatus): number | undefined {
  const condition = conditionOf(status, 'Progressing');
  if (!condition || condition.reason === 'RolloutAborted' || condition.reason === 'RolloutPaused')
    return undefined;
  if (condition.reason === 'ProgressDeadlineExceeded') return 0;
  const { moments } = context.tools.cluster;
  const since = moments.since(`${context.rollout.metadata.uid} progress`, condition.lastUpdateTime);
  return context.rollout.spec.progressDeadlineSeconds * 1000 - since;
}

/** A pause does not count as lack of progress, nor does waiting for an old revision to go. */
function isExcused(context: RolloutContext): boolean {
  const paused = conditionOf(context.rollout.status, 'Paused')?.status === 'True';
  return paused || context.otherReplicaSets.some(hasDeadline);
}

function hasTimedOut(context: RolloutContext, status: RolloutStatus): boolean {
  const left = untilTimeout(context, status);
  return !isExcused(context) && left !== undefined && left <= 0;
}

function timeoutMessage({ newReplicaSet, rollout }: RolloutContext): string {
  return newReplicaSet
    ? `ReplicaSet "${newReplicaSet.metadata.name}" has timed out progressing.`
    : `Rollout "${rollout.metadata.name}" has timed out progressing.`;
}

function abortForTimeout(context: RolloutContext): void {
  const message = timeoutMessage(context);
  context.pause.abort(message);
  context.record({ type: 'Warning', reason: 'RolloutAborted', message });
}

/** 1.10 decides on this before the pause fields are written, and not for an update that is through or still moving. */
export function abortStuckUpdate(context: RolloutContext, status: RolloutStatus): void {
  const { rollout } = context;
  if (!rollout.spec.progressDeadlineAbort || context.isAborted || isCompletedUpdate(status)) return;
  if (!isProgressing(rollout, status) && hasTimedOut(context, rollout.status)) abortForTimeout(context);
}

/**
 * Brings the conditions of a status to be written up to date.
 * @param paused whether the update waits
 */
export function calculateConditions(context: RolloutContext, status: RolloutStatus, paused: boolean): void {
  const becameUnhealthy = setHealthy(context, status, paused);
  if (context.isAborted) setAborted(context, status);
  else setProgressing(context, status, becameUnhealthy);
  setAvailable(context, status);
  copyReplicaFailure(context, status);
  setCompleted(context, status);
}

/** @returns whether it was healthy before and is not now */
function setHealthy(context: RolloutContext, status: RolloutStatus, paused: boolean): boolean {
  const { rollout, now } = context;
  const condition = { type: 'Healthy', reason: 'RolloutHealthy' } as const;
  if (!paused && isHealthy(rollout, status)) {
    setCondition(status, { ...condition, status: 'True', message: 'Rollout is healthy' }, now);
    return false;
  }
  if (!conditionOf(rollout.status, 'Healthy')) return false;
  return setCondition(status, { ...condition, status: 'False', message: 'Rollout is not healthy' }, now);
}

function setAborted(context: RolloutContext, status: RolloutStatus): void {
  const why = context.pause.abortMessage;
  const message = `Rollout aborted update to revision ${context.revision}${why && `: ${why}`}`;
  const condition = { type: 'Progressing', status: 'False', reason: 'RolloutAborted', message } as const;
  if (setCondition(status, condition, context.now)) {
    context.record({ type: 'Warning', reason: 'RolloutAborted', message });
  }
}

function setProgressing(context: RolloutContext, status: RolloutStatus, becameUnhealthy: boolean): void {
  const { rollout, newReplicaSet, now } = context;
  const name = newReplicaSet?.metadata.name ?? '';
  const condition = { type: 'Progressing', status: 'True' } as const;
  if (isHealthy(rollout, status)) {
    const message = `ReplicaSet "${name}" has successfully progressed.`;
    setCondition(status, { ...condition, reason: 'NewReplicaSetAvailable', message }, now);
  } else if (isProgressing(rollout, status) || becameUnhealthy) {
    const lost = isCompletedUpdate(status) && becameUnhealthy;
    const wanted: WantedCondition = lost
      ? {
          ...condition,
          reason: 'ReplicaSetNotAvailable',
          message: 'Rollout does not have minimum availability',
        }
      : { ...condition, reason: 'ReplicaSetUpdated', message: `ReplicaSet "${name}" is progressing.` };
    replaceCondition(status, wanted, now, conditionOf(rollout.status, 'Progressing'));
  } else if (hasTimedOut(context, status)) {
    setTimedOut(context, status);
  }
}

function setTimedOut(context: RolloutContext, status: RolloutStatus): void {
  const message = timeoutMessage(context);
  const condition = {
    type: 'Progressing',
    status: 'False',
    reason: 'ProgressDeadlineExceeded',
    message,
  } as const;
  setCondition(status, condition, context.now);
  // Up to 1.9.2 the abort is decided here; later it was decided before.
  const aborts = context.tools.goesOnAfterWriting && context.rollout.spec.progressDeadlineAbort;
  if (aborts && !context.isAborted) abortForTimeout(context);
}

function setAvailable(context: RolloutContext, status: RolloutStatus): void {
  const { rollout, replicaSets, blueGreen } = context;
  const active = replicaSets.find(each => !!hashOf(each) && hashOf(each) === status.blueGreen.activeSelector);
  const isAvailable = blueGreen
    ? !!active && isSaturated(rollout, active)
    : (status.availableReplicas ?? 0) >= replicasOf(rollout);
  const condition = { type: 'Available', reason: 'AvailableReason' } as const;
  const wanted: WantedCondition = isAvailable
    ? { ...condition, status: 'True', message: 'Rollout has minimum availability' }
    : { ...condition, status: 'False', message: 'Rollout does not have minimum availability' };
  setCondition(status, wanted, context.now);
}

/** The failure of the new revision before that of any other. */
function copyReplicaFailure(context: RolloutContext, status: RolloutStatus): void {
  const [failure] = [context.newReplicaSet, ...context.replicaSets].flatMap(replicaSet =>
    replicaSet
      ? readReplicaSet(replicaSet).status.conditions.filter(({ type }) => type === 'ReplicaFailure')
      : [],
  );
  if (!failure) {
    withoutCondition(status, 'ReplicaFailure');
    return;
  }
  const { reason = '', message = '' } = failure;
  const known = conditionOf(status, 'ReplicaFailure');
  if (jsonEqual([known?.reason, known?.message], [reason, message])) return;
  setCondition(status, { type: 'ReplicaFailure', status: 'True', reason, message }, context.now);
}

function setCompleted(context: RolloutContext, status: RolloutStatus): void {
  const completed = isCompletedUpdate(status);
  const text = { reason: 'RolloutCompleted', message: 'RolloutCompleted' };
  const set = setCondition(
    status,
    { type: 'Completed', status: completed ? 'True' : 'False', ...text },
    context.now,
  );
  if (completed || !set) return;
  const message = `Rollout not completed, started update to revision ${context.revision} (${status.currentPodHash ?? ''})`;
  context.record({ reason: 'RolloutNotCompleted', message });
}
