import type { Source } from '@greenroom/plugin-portal-common';
import { sourceName } from '../components/freshness/describeFreshness';

/** The sources that something in a cluster was read from: its cluster. */
export function sourcesOf(place: { cluster: string }, sources: readonly Source[]): Source[] {
  return sources.filter(source => source.kind === 'cluster' && sourceName(source) === place.cluster);
}
