import type { ArgoRolloutRow, RolloutCondition } from '@greenroom/cluster-access';

export function conditionOf(row: ArgoRolloutRow, type: string): RolloutCondition | undefined {
  return row.conditions.find(condition => condition.type === type);
}

/** When the condition became what it is, if it is `status` now. */
export function since(row: ArgoRolloutRow, type: string, status: 'True' | 'False'): string | undefined {
  const condition = conditionOf(row, type);
  return condition?.status === status ? condition.at : undefined;
}
