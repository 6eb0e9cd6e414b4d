import { conditionOf, type RolloutCondition, type RolloutStatus } from './rolloutView';

export interface WantedCondition {
  type: 'Available' | 'Progressing' | 'Paused' | 'Completed' | 'Healthy' | 'InvalidSpec' | 'ReplicaFailure';
  status: 'True' | 'False' | 'Unknown';
  reason: string;
  message: string;
}

export function withoutCondition(status: RolloutStatus, type: string): void {
  status.conditions = status.conditions.filter(condition => condition.type !== type);
}

/**
 * Sets a condition, as last of the list. One with the same status and reason stays as it is, message and times included.
 * @returns whether it was set
 */
export function setCondition(status: RolloutStatus, wanted: WantedCondition, now: string): boolean {
  const known = conditionOf(status, wanted.type);
  if (known?.status === wanted.status && known.reason === wanted.reason) return false;
  replaceCondition(status, wanted, now, known);
  return true;
}

/** Sets a condition even if it says the same, so that its update time moves. */
export function replaceCondition(
  status: RolloutStatus,
  wanted: WantedCondition,
  now: string,
  known: RolloutCondition | undefined = conditionOf(status, wanted.type),
): void {
  const lastTransitionTime = known?.status === wanted.status ? known.lastTransitionTime : now;
  withoutCondition(status, wanted.type);
  status.conditions = [...status.conditions, { ...wanted, lastUpdateTime: now, lastTransitionTime }];
}
