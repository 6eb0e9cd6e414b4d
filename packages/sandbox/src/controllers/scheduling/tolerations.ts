import { type Node } from '../nodes/nodeView';
import { type Pod } from '../pods/podView';

export type Taint = Node['spec']['taints'][number];
export type Toleration = Pod['spec']['tolerations'][number];

export function tolerates(toleration: Toleration, taint: Taint): boolean {
  const { key, operator = 'Equal', value = '', effect } = toleration;
  return (
    (effect === undefined || effect === '' || effect === taint.effect) &&
    (key === undefined || key === '' || key === taint.key) &&
    (operator === 'Exists' || value === (taint.value ?? ''))
  );
}

/** The first taint of one of these effects that nothing tolerates. */
export function untolerated(
  tolerations: Toleration[],
  taints: Taint[],
  effects: string[] = ['NoSchedule', 'NoExecute'],
): Taint | undefined {
  return taints.find(
    taint => effects.includes(taint.effect) && !tolerations.some(each => tolerates(each, taint)),
  );
}
