import { type Source, type Verdict, verdictFrom, worstFreshness } from '@greenroom/plugin-portal-common';
import { count, sourceName } from '@greenroom/plugin-portal-react';
import { notLiveWords } from '@greenroom/plugin-rollouts-common';

/** The sources that a rollout was read from: its cluster. */
export function sourcesOf(place: { cluster: string }, sources: readonly Source[]): Source[] {
  return sources.filter(source => source.kind === 'cluster' && sourceName(source) === place.cluster);
}

/** What is said of something that was read from a cluster. */
interface Said {
  cluster: string;
  verdict: Verdict;
  sentence: string;
  since?: string;
}

/**
 * Says the same as far as its cluster is live; else unknown, with the last that was known. The server says so too, a
 * moment later than it says that the cluster is not live. What needs no change is the same object, so that rows that
 * did not change are not drawn again.
 */
export function believer(sources: readonly Source[]): <T extends Said>(said: T) => T {
  const byCluster = new Map<string, Source[]>();
  return said => {
    const own = byCluster.get(said.cluster) ?? sourcesOf(said, sources);
    byCluster.set(said.cluster, own);
    return believe(said, own);
  };
}

function believe<T extends Said>(said: T, own: readonly Source[]): T {
  const freshness = worstFreshness(own);
  if (freshness === 'live' || said.verdict.state === 'unknown') {
    return said;
  }
  return {
    ...said,
    verdict: verdictFrom(said.verdict, own),
    since: own.find(source => source.freshness === freshness)?.since,
    sentence: `${said.cluster} ${notLiveWords[freshness].one}. Last known: ${said.verdict.state}, ${said.sentence}`,
  };
}

/** For rows that came and could not be read: the page is older or newer than the server. */
export function unreadableWords(n: number): string {
  return `${count(n, 'rollout')} could not be read: this page and the server are of different versions. Reload the page.`;
}
