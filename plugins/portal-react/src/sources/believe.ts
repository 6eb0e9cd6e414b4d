import {
  notLiveWords,
  type Source,
  type Verdict,
  verdictFrom,
  worstFreshness,
} from '@greenroom/plugin-portal-common';
import { sourceName } from '../components/freshness/describeFreshness';
import { sourcesOf } from './sourcesOf';

/** What is said of something that was read from sources. */
export interface Said {
  verdict: Verdict;
  sentence: string;
  since?: string;
}

/**
 * Says the same as far as its sources are live; else unknown, with the last that was known. The server says so too, a
 * moment later than it says that a source is not live. What needs no change is the same object, so that rows that did not
 * change are not drawn again.
 */
export function believe<T extends Said>(said: T, own: readonly Source[]): T {
  const freshness = worstFreshness(own);
  const first = own.find(source => source.freshness === freshness);
  if (!first || freshness === 'live' || said.verdict.state === 'unknown') {
    return said;
  }
  return {
    ...said,
    verdict: verdictFrom(said.verdict, own),
    since: first.since,
    sentence: `${sourceName(first)} ${notLiveWords[freshness].one}. Last known: ${said.verdict.state}, ${said.sentence}`,
  };
}

/** The same for what names its cluster, given the sources of a topic. */
export function believer(sources: readonly Source[]): <T extends Said & { cluster: string }>(said: T) => T {
  const byCluster = new Map<string, Source[]>();
  return said => {
    const own = byCluster.get(said.cluster) ?? sourcesOf(said, sources);
    byCluster.set(said.cluster, own);
    return believe(said, own);
  };
}
