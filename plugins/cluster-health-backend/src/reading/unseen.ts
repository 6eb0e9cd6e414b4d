import type { CollectionState } from '@greenroom/cluster-access';
import type { Unseen } from '@greenroom/plugin-cluster-health-common';
import { listed } from './words';

/** At most so many parts are named: more are counted. */
const NAMED = 3;

/** That these parts are being read. */
export function readingWords(parts: readonly string[]): string {
  const which = parts.length > NAMED ? `${parts.length} kinds of objects` : listed(parts);
  return `${which} are being read`;
}

/** What is not seen of a part: `undefined` when it is live. */
export function unseenOf(part: string, { freshness, reason, lostIn }: CollectionState): Unseen | undefined {
  return freshness === 'live'
    ? undefined
    : {
        part,
        why: freshness,
        text: reason ?? words(part, freshness),
        ...(lostIn && { namespaces: [...lostIn] }),
      };
}

function words(part: string, freshness: Exclude<Unseen['why'], 'live'>): string {
  switch (freshness) {
    case 'denied':
      return `cannot see ${part}: not permitted`;
    case 'not-installed':
      return `${part}: not installed`;
    case 'connecting':
      return readingWords([part]);
    default:
      return `cannot see ${part}: ${freshness}`;
  }
}
