import type { Freshness, Source } from '@greenroom/plugin-portal-common';
import type { Health } from './collection/Collection';
import type { CollectionState } from './types';

/** How a cluster is told of as a source. */
export type Standing = Pick<Source, 'freshness' | 'since' | 'reason'>;

/**
 * A cluster that answers is live unless something we have shown from it is no longer confirmed. What we were never
 * permitted to read was never shown: it is told beside that part alone.
 */
export function clusterStanding(health: Health, states: readonly CollectionState[]): Standing {
  const { freshness, since, reason } = health;
  if (freshness !== 'live') {
    return { freshness, since, reason };
  }
  const shown = states.filter(({ observedAt }) => observedAt !== undefined);
  const lost = (is: Freshness) => shown.find(state => state.freshness === is);
  const denied = lost('denied');
  const worst = denied ?? lost('stale');
  return worst
    ? { freshness: denied ? 'denied' : 'stale', since: worst.since, reason: worst.reason }
    : { freshness, since };
}
