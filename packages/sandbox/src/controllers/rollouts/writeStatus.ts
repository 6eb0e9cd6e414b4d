import { phaseOf } from './phase';
import { setCondition, type WantedCondition } from './rolloutConditions';
import { type RolloutContext } from './RolloutContext';
import { type RolloutStatus } from './rolloutView';
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
  context.wrote = true;
  return true;
}

/** Writes conditions alone; the reconciliation goes on with the status it read. */
export function patchConditions(context: RolloutContext, conditions: WantedCondition[]): void {
  const status = context.statusWith({});
  for (const condition of conditions) setCondition(status, condition, context.now);
  patchStatus(context, status);
}
