import { z } from 'zod';
import { at } from '../../kubernetes/json';
import { labelSelector, selectorText } from '../../kubernetes/selectors';
import { type KubeObject } from '../../kubernetes/types';
import { intOrString, labelSelectorView, metadataView, reader } from '../views';

export const budgets = 'poddisruptionbudgets.policy';

const budgetView = z.object({
  metadata: metadataView,
  spec: z.object({
    selector: labelSelectorView.default({}),
    minAvailable: intOrString.optional(),
    maxUnavailable: intOrString.optional(),
  }),
  status: z
    .looseObject({
      disruptionsAllowed: z.number().default(0),
      conditions: z
        .array(z.looseObject({ type: z.string(), status: z.string(), lastTransitionTime: z.string() }))
        .default([]),
    })
    .optional(),
});
export const readBudget = reader(budgetView);
export type Budget = z.infer<typeof budgetView>;

export function selects({ metadata, spec }: Budget, pod: KubeObject): boolean {
  return (
    pod.metadata.namespace === metadata.namespace &&
    labelSelector(selectorText(spec.selector))(pod.metadata.labels)
  );
}

export function isReady(pod: KubeObject): boolean {
  const conditions = at(pod, 'status', 'conditions');
  const ready = (each: unknown) => at(each, 'type') === 'Ready' && at(each, 'status') === 'True';
  return !pod.metadata.deletionTimestamp && Array.isArray(conditions) && conditions.some(ready);
}
