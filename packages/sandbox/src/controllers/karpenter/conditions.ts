import { stamp } from '../moments';
import { asJson, type JsonObject } from '../views';

export interface Told {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  /** The type when left out. */
  reason?: string;
  message?: string;
}

interface Known {
  type: string;
  status: string;
  lastTransitionTime?: string | null;
}

/**
 * Conditions as operatorpkg, which Karpenter is made with, keeps them: the root one is the sum of those it depends on.
 *
 * @param root of what `told` is the sum; none for no sum
 */
export function conditionsOf(
  known: readonly Known[],
  told: readonly Told[],
  { root, now, generation }: { root?: string; now: Date; generation: number },
): JsonObject[] {
  const all = root ? [...told, sumOf(root, told)] : told;
  return all.map(({ type, status, reason = type, message = '' }) => {
    const before = known.find(each => each.type === type);
    const lastTransitionTime = before?.status === status ? before.lastTransitionTime : undefined;
    return asJson({
      type,
      status,
      reason,
      message,
      observedGeneration: generation,
      lastTransitionTime: lastTransitionTime ?? stamp(now),
    });
  });
}

function sumOf(type: string, parts: readonly Told[]): Told {
  const bad = parts.filter(({ status }) => status === 'False');
  const unknown = parts.filter(({ status }) => status === 'Unknown');
  if (bad.length) return { type, status: 'False', reason: 'UnhealthyDependents', message: listed(bad) };
  if (unknown.length) {
    return { type, status: 'Unknown', reason: 'ReconcilingDependents', message: listed(unknown) };
  }
  return { type, status: 'True' };
}

function listed(parts: readonly Told[]): string {
  return parts.map(({ type, status }) => `${type}=${status}`).join(', ');
}
