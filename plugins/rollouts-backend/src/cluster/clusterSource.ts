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
 * The cluster as a source of rollouts. One that answers is no better than the worst resource that a reading needs, and
 * no worse: that something else of it is lost makes no reading untrue.
 */
export function clusterSource(cluster: Cluster, parts: readonly Part[]): Source {
  const source = cluster.source();
  if (source.freshness !== 'live' && source.freshness !== 'stale') {
    return source;
  }
  const lost = parts.flatMap(({ name, state }) => {
    const { freshness } = state;
    return freshness === 'not-installed' || freshness === 'live' ? [] : [{ name, ...state, freshness }];
  });
  const worst = worstFreshness(lost);
  const part = lost.find(({ freshness }) => freshness === worst);
  return part ? { ...source, ...told(part, cluster) } : { ...source, ...fine(source) };
}

function told(
  {
    name,
    freshness,
    since,
    observedAt,
    reason,
  }: Part['state'] & { name: string; freshness: Source['freshness'] },
  { title }: Cluster,
): Partial<Source> {
  return { freshness, since, observedAt, reason: reason ?? `${name} of ${title} ${silence[freshness]}` };
}

function fine({ freshness }: Source): Partial<Source> {
  return freshness === 'live' ? {} : { freshness: 'live', since: undefined, reason: undefined };
}

/** Whether a page would say something else of it; `observedAt` moves all the time. */
export function sameFreshness(a: Source, b: Source): boolean {
  return a.freshness === b.freshness && a.since === b.since && a.reason === b.reason;
}
