import { notLiveWords, type Source } from '@greenroom/plugin-portal-common';
import { sourceName } from '../components/freshness/describeFreshness';
import { sentenceList } from '../words';

/** What is not live among sources, for the end of a sentence: `['eks-staging is not reachable']`. */
export function notLiveClauses(sources: readonly Source[]): string[] {
  return Object.entries(notLiveWords).flatMap(([freshness, { one, several }]) => {
    const names = sources.filter(source => source.freshness === freshness).map(sourceName);
    return names.length > 0 ? [`${sentenceList(names)} ${names.length === 1 ? one : several}`] : [];
  });
}
