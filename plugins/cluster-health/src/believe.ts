import { type Source, type Verdict, verdictFrom, worstFreshness } from '@greenroom/plugin-portal-common';
import { sourcesOf } from '@greenroom/plugin-portal-react';

/**
 * Says the same as far as its cluster is live; else unknown, with the last that was known. The server says so too, a
 * moment later than it says that the cluster is not live. What needs no change is the same object.
 */
export function believe<T extends { verdict: Verdict }>(said: T, own: readonly Source[]): T {
  return worstFreshness(own) === 'live' || said.verdict.state === 'unknown'
    ? said
    : { ...said, verdict: verdictFrom(said.verdict, own) };
}

/** The same for what names its cluster, given the sources of a topic. */
export function believer(sources: readonly Source[]) {
  return <T extends { cluster: string; verdict: Verdict }>(said: T): T =>
    believe(said, sourcesOf(said, sources));
}
