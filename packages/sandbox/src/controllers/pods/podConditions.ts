import { asJson, type JsonObject } from '../views';
import { type Pod } from './podView';

export interface PodCondition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason?: string;
  message?: string;
}

/** The conditions with one set; its transition time moves only with its status. */
export function withConditions(pod: Pod, wanted: PodCondition[], now: string): JsonObject[] {
  const set = (condition: PodCondition) => {
    const before = pod.status.conditions.find(({ type }) => type === condition.type);
    const lastTransitionTime = before?.status === condition.status ? before.lastTransitionTime : now;
    return asJson({ lastProbeTime: null, ...condition, lastTransitionTime: lastTransitionTime ?? now });
  };
  const types = new Set(wanted.map(({ type }) => type));
  const kept = pod.status.conditions.filter(({ type }) => !types.has(type));
  return [...kept.map(condition => asJson({ lastProbeTime: null, ...condition })), ...wanted.map(set)];
}
