import type { ClusterSummary } from '@greenroom/plugin-cluster-health-common';
import { type Source, worstFreshness } from '@greenroom/plugin-portal-common';
import { count, notLiveClauses, sourcesOf, stateClauses } from '@greenroom/plugin-portal-react';

/**
 * The sentence before the cards: `7 clusters: 2 need you (eks-prod and eks-whale), metal-1 is not reachable.` A portal that
 * cannot see a cluster does not say that all is well.
 *
 * @param clusters - worst first, as far as they are believed
 */
export function summariseClusters(clusters: readonly ClusterSummary[], sources: readonly Source[]): string {
  const blind = notLiveClauses(sources.filter(({ kind }) => kind === 'cluster'));
  if (clusters.length === 0) {
    return `${['No cluster is to be seen', ...blind].join(', ')}.`;
  }
  const seen = clusters.filter(one => worstFreshness(sourcesOf(one, sources)) === 'live');
  const clauses = [
    ...stateClauses(seen.map(({ cluster, verdict }) => ({ name: cluster, verdict }))),
    ...blind,
  ];
  const all =
    clusters.length === 1 ? 'The only cluster is healthy.' : `All ${clusters.length} clusters are healthy.`;
  return clauses.length === 0 ? all : `${count(clusters.length, 'cluster')}: ${clauses.join(', ')}.`;
}
