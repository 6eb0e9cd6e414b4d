import type { Cluster, CollectionState } from '@greenroom/cluster-access';
import { type Source, worstFreshness } from '@greenroom/plugin-portal-common';

/** One resource that readings are made from. */
export interface Part {
  /** Its plural name. */
  name: string;
  state: CollectionState;
}

const silence: Readonly<Record<Source['freshness'], string>> = {
  live: 'are live',
  connecting: 'were not read yet',
  stale: 'are no longer confirmed',
  unreachable: 'can not be read',
  denied: 'may not be read',
};

/**
 * The cluster as a source of rollouts. It may answer and yet one of the resources that a reading needs is refused or
 * has stopped being confirmed: then the reading is no better than that resource.
 */
export function clusterSource(cluster: Cluster, parts: readonly Part[]): Source {
  const source = cluster.source();
  const held = parts.flatMap(({ name, state }) => {
    const { freshness } = state;
    return freshness === 'not-installed' || freshness === 'live' ? [] : [{ name, ...state, freshness }];
  });
  const worst = worstFreshness(held);
  const part = held.find(({ freshness }) => freshness === worst);
  if (source.freshness !== 'live' || !part) {
    return source;
  }
  return {
    ...source,
    freshness: part.freshness,
    since: part.since,
    observedAt: part.observedAt,
    reason: part.reason ?? `${part.name} of ${cluster.title} ${silence[part.freshness]}`,
  };
}

/** Whether a page would say something else of it; `observedAt` moves all the time. */
export function sameFreshness(a: Source, b: Source): boolean {
  return a.freshness === b.freshness && a.since === b.since && a.reason === b.reason;
}
