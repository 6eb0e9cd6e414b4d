import { hasDeadline, hashOf, selectedHash, type RolloutContext } from './RolloutContext';

function isOlder(context: RolloutContext): boolean {
  const { newReplicaSet, stableReplicaSet } = context;
  if (!newReplicaSet || !stableReplicaSet) return false;
  return newReplicaSet.metadata.creationTimestamp < stableReplicaSet.metadata.creationTimestamp;
}

/** Whether this goes back by no more revisions than `spec.rollbackWindow` allows without checks. */
export function isWithinRollbackWindow(context: RolloutContext): boolean {
  const window = context.rollout.spec.rollbackWindow?.revisions ?? 0;
  if (window <= 0 || !isOlder(context)) return false;
  const from = context.newReplicaSet?.metadata.creationTimestamp ?? '';
  const to = context.stableReplicaSet?.metadata.creationTimestamp ?? '';
  const between = context.replicaSets.filter(({ metadata }) => {
    return from < metadata.creationTimestamp && metadata.creationTimestamp < to;
  });
  return between.length < window;
}

/** 1.10's rule for going back without pause and analysis; always true once promoted. */
export function isFastRollback(context: RolloutContext): boolean {
  const { newReplicaSet, stableReplicaSet, rollout } = context;
  if (!newReplicaSet || !stableReplicaSet) return false;
  const toStable = rollout.status.stableRS === hashOf(newReplicaSet);
  if (toStable) return true;
  return (
    isOlder(context) && (isWithinRollbackWindow(context) || (context.newWithinDelay && !!context.blueGreen))
  );
}

/**
 * Whether an update goes live without a pause. Up to 1.9.2 any new ReplicaSet with a scale down deadline does, one that
 * was aborted a moment ago included; later only a rollback does.
 */
export function isFastTracked(context: RolloutContext): boolean {
  const back = context.tools.goesOnAfterWriting
    ? hasDeadline(context.newReplicaSet)
    : isFastRollback(context);
  const active = selectedHash(context.service(context.blueGreen?.activeService));
  const isActive = active === undefined || active === hashOf(context.newReplicaSet);
  return back || !!context.rollout.status.promoteFull || isActive;
}
