import type { ClusterSummary } from '@greenroom/plugin-cluster-health-common';
import { compareVerdicts } from '@greenroom/plugin-portal-common';

/** Worst first, then by how much is wrong, then by name: a total order, so that cards do not dance. */
export function worstClusterFirst(a: ClusterSummary, b: ClusterSummary): number {
  return (
    compareVerdicts(a.verdict, b.verdict) ||
    b.problems.degraded - a.problems.degraded ||
    b.problems.waiting - a.problems.waiting ||
    (a.cluster < b.cluster ? -1 : 1)
  );
}
