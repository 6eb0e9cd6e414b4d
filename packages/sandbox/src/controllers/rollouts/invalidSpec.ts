import { setCondition, withoutCondition } from './rolloutConditions';
import { type RolloutContext } from './RolloutContext';
import { conditionOf } from './rolloutView';
import { patchStatus } from './writeStatus';

/** Says in the status what is wrong; nothing else is done about an invalid rollout. */
export function markInvalid(context: RolloutContext, error: string): void {
  const message = `The Rollout "${context.rollout.metadata.name}" is invalid: ${error}`;
  const status = context.statusWith({});
  if (conditionOf(status, 'InvalidSpec')?.message !== message) withoutCondition(status, 'InvalidSpec');
  const condition = { type: 'InvalidSpec', status: 'True', reason: 'InvalidSpec', message } as const;
  setCondition(status, condition, context.now);
  patchStatus(context, status);
}
