import { type Source, worstFreshness } from '@greenroom/plugin-portal-common';
import type { Cluster, CollectionState } from './types';

/** One resource that readings are made from. */
export interface Part {
  /** What a person calls it, in the plural. */
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
 * The cluster as a source of what is read from these parts. One that answers is no better than the worst of them, and
 * no worse: that something else of it is lost makes no reading untrue. What is not installed is no loss.
 */
export function sourceOfParts(cluster: Cluster, parts: readonly Part[]): Source {
  const source = cluster.answering();
  if (source.freshness !== 'live') {
    return source;
  }
  const lost = parts.flatMap(({ name, state }) => {
    const { freshness } = state;
    return freshness === 'not-installed' || freshness === 'live' ? [] : [{ name, state, freshness }];
  });
  const worst = worstFreshness(lost);
  const part = lost.find(({ freshness }) => freshness === worst);
  return part ? { ...source, ...told(part, cluster) } : source;
}

function told(
  { name, state, freshness }: { name: string; state: CollectionState; freshness: Source['freshness'] },
  { title }: Cluster,
): Partial<Source> {
  const { since, observedAt, reason } = state;
  return { freshness, since, observedAt, reason: reason ?? `${name} of ${title} ${silence[freshness]}` };
}

/** Whether a page would say the same of it; `observedAt` moves all the time. */
export function sameFreshness(a: Source, b: Source): boolean {
  return a.freshness === b.freshness && a.since === b.since && a.reason === b.reason;
}
