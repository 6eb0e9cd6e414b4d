import type { Cluster, CollectionState } from '@greenroom/cluster-access';
import type { Source } from '@greenroom/plugin-portal-common';

/** The cluster as a source of Applications: one that answers is no better than what it says of those. */
export function clusterSource(
  cluster: Cluster,
  { freshness, since, observedAt, reason }: CollectionState,
): Source {
  const source = cluster.source();
  if (source.freshness !== 'live' && source.freshness !== 'stale') {
    return source;
  }
  if (freshness === 'live' || freshness === 'not-installed') {
    return {
      ...source,
      freshness: 'live',
      ...(source.freshness !== 'live' && { since: undefined, reason: undefined }),
    };
  }
  return {
    ...source,
    freshness,
    since,
    observedAt,
    reason: reason ?? `Applications of ${cluster.title} can not be told now`,
  };
}
