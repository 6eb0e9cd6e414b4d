import { phaseOf } from './phase';
import { setCondition, type WantedCondition } from './rolloutConditions';
import { type RolloutContext } from './RolloutContext';
import { conditionOf, type RolloutStatus } from './rolloutView';
import { statusPatch } from './statusPatch';

/**
 * Writes what the controller sees changed, as a merge patch: it does not fail when somebody else wrote in between.
 * @returns whether anything was written
 */
export function patchStatus(context: RolloutContext, status: RolloutStatus): boolean {
  status.observedGeneration = String(context.rollout.metadata.generation);
  const { phase, message } = phaseOf({ ...context.rollout, status });
  const patch = statusPatch(context.rollout.status, { ...status, phase, message });
  if (!patch) return false;
  context.tools.api.patch(context.objectKey, { status: patch }, 'status');
  noteProgress(context, status);
  context.wrote = true;
  return true;
}

/** A condition that was set anew is another object; its stamp may be the same second as the one before. */
function noteProgress(context: RolloutContext, status: RolloutStatus): void {
  const progressing = conditionOf(status, 'Progressing');
  if (!progressing || progressing === conditionOf(context.rollout.status, 'Progressing')) return;
  const about = `${context.rollout.metadata.uid} progress`;
  context.tools.cluster.moments.set(about, progressing.lastUpdateTime);
}

/** Writes conditions alone; the reconciliation goes on with the status it read. */
export function patchConditions(context: RolloutContext, conditions: WantedCondition[]): void {
  const status = context.statusWith({});
  for (const condition of conditions) setCondition(status, condition, context.now);
  patchStatus(context, status);
}
