import { z } from 'zod';
import type { WatchedKind } from '../types';
import { type Condition, conditions } from './condition';
import { namespacedMetadata } from './metadata';
import { part, text, texts, whole } from './tolerant';

/** One PodDisruptionBudget: how many pods may be evicted now. */
export interface DisruptionBudgetRow {
  uid: string;
  namespace: string;
  name: string;
  labels: Record<string, string>;
  /** As written: `2`, `50%`. */
  minAvailable?: string;
  maxUnavailable?: string;
  /** Labels of the pods it is for; absent where it says so by expressions. */
  selector?: Record<string, string>;
  /** The controller has seen the newest spec. */
  seen: boolean;
  allowed: number;
  healthy: number;
  /** How many have to be healthy. */
  wanted: number;
  /** How many pods it covers. */
  pods: number;
  conditions: Condition[];
}

const amount = z
  .union([z.string(), z.number()])
  .transform(written => String(written))
  .optional()
  .catch(undefined);

const budgetSchema = z.object({
  metadata: namespacedMetadata.extend({ generation: whole }),
  spec: part({ minAvailable: amount, maxUnavailable: amount, selector: part({ matchLabels: texts }) }),
  status: part({
    observedGeneration: whole,
    disruptionsAllowed: whole,
    currentHealthy: whole,
    desiredHealthy: whole,
    expectedPods: whole,
    conditions,
    reason: text,
  }),
});

function projectBudget(object: unknown): DisruptionBudgetRow | undefined {
  const parsed = budgetSchema.safeParse(object);
  if (!parsed.success) {
    return undefined;
  }
  const { metadata, spec, status } = parsed.data;
  return {
    uid: metadata.uid,
    namespace: metadata.namespace,
    name: metadata.name,
    labels: metadata.labels ?? {},
    minAvailable: spec?.minAvailable,
    maxUnavailable: spec?.maxUnavailable,
    selector: spec?.selector?.matchLabels,
    seen: (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0),
    allowed: status?.disruptionsAllowed ?? 0,
    healthy: status?.currentHealthy ?? 0,
    wanted: status?.desiredHealthy ?? 0,
    pods: status?.expectedPods ?? 0,
    conditions: status?.conditions ?? [],
  };
}

/** PodDisruptionBudgets of a cluster. */
export const disruptionBudgetsKind: WatchedKind<DisruptionBudgetRow> = {
  type: { group: 'policy', version: 'v1', resource: 'poddisruptionbudgets' },
  reads: budgetSchema,
  project: projectBudget,
};
