import type { CollectionState } from '@greenroom/cluster-access';
import type { Unseen } from '@greenroom/plugin-cluster-health-common';

/** What is not seen of a part: `undefined` when it is live. */
export function unseenOf(part: string, { freshness, reason }: CollectionState): Unseen | undefined {
  return freshness === 'live' ? undefined : { part, why: freshness, text: reason ?? words(part, freshness) };
}

function words(part: string, freshness: Exclude<Unseen['why'], 'live'>): string {
  switch (freshness) {
    case 'denied':
      return `cannot see ${part}: not permitted`;
    case 'not-installed':
      return `${part}: not installed`;
    case 'connecting':
      return `${part} are being read`;
    default:
      return `cannot see ${part}: ${freshness}`;
  }
}
