import { baseStatus } from './blueGreen';
import { announcePause, requeueStuck } from './watching';
import { calculateConditions } from './progress';
import { promoteStable } from './promotion';
import { syncRevision } from './revisions';
import { availableOf, type RolloutContext } from './RolloutContext';
import { isPaused } from './rolloutView';
import { scaleNew, scaleOthers, scaleStable } from './scaling';
import { patchStatus } from './writeStatus';

/**
 * A canary without its steps: the new revision comes up in full beside the stable one, then the stable one goes. What
 * makes a canary one (steps, weights, traffic) is not played.
 */
export function reconcileCanary(context: RolloutContext): void {
  syncRevision(context);
  const { stableReplicaSet, rollout, replicas } = context;
  if (!rollout.spec.paused) {
    scaleStable(context);
    scaleNew(context);
    scaleOthers(context, false);
  }
  const status = baseStatus(context);
  const isUp = availableOf(context.newReplicaSet) >= replicas;
  if (!stableReplicaSet) promoteStable(context, status, 'Initial deploy');
  else if (isUp && !context.isAborted) promoteStable(context, status, 'Completed all 0 canary steps');
  calculateConditions(context, status, isPaused(rollout));
  context.pause.apply(rollout, status, context.now);
  if (patchStatus(context, status)) announcePause(context, status);
  else requeueStuck(context, status);
}
