import type { ClusterSummary } from '@greenroom/plugin-cluster-health-common';
import { type Source, worstFreshness } from '@greenroom/plugin-portal-common';
import { count, sentenceList, sourceName, sourcesOf } from '@greenroom/plugin-portal-react';

/** More names than these are not read in a sentence. */
const MOST_NAMES = 3;

/**
 * The sentence before the cards: `7 clusters: 2 need you (eks-prod and eks-whale), metal-1 is not reachable.` A portal that
 * cannot see a cluster does not say that all is well.
 *
 * @param clusters - worst first, as far as they are believed
 */
export function summariseClusters(clusters: readonly ClusterSummary[], sources: readonly Source[]): string {
  const blind = sources.filter(source => source.kind === 'cluster' && source.freshness !== 'live');
  const seen = clusters.filter(one => worstFreshness(sourcesOf(one, sources)) === 'live');
  if (clusters.length === 0) {
    return ['No cluster is to be seen', ...blindClauses(blind)].join(', ').concat('.');
  }
  const clauses = [...needClauses(seen), ...unknownClauses(seen), ...blindClauses(blind)];
  const all =
    clusters.length === 1 ? 'The only cluster is healthy.' : `All ${clusters.length} clusters are healthy.`;
  return clauses.length === 0 ? all : `${count(clusters.length, 'cluster')}: ${clauses.join(', ')}.`;
}

function needClauses(clusters: readonly ClusterSummary[]): string[] {
  const needing = clusters.filter(({ verdict: { state } }) => state === 'degraded' || state === 'waiting');
  return needing.length === 0
    ? []
    : [`${needing.length} ${needing.length === 1 ? 'needs' : 'need'} you${names(needing)}`];
}

function unknownClauses(clusters: readonly ClusterSummary[]): string[] {
  const unknown = clusters.filter(({ verdict: { state } }) => state === 'unknown');
  return unknown.length === 0
    ? []
    : [`${unknown.length} ${unknown.length === 1 ? 'is' : 'are'} not wholly known${names(unknown)}`];
}

function names(clusters: readonly ClusterSummary[]): string {
  return clusters.length > MOST_NAMES ? '' : ` (${sentenceList(clusters.map(({ cluster }) => cluster))})`;
}

const blindWords: Record<Exclude<Source['freshness'], 'live'>, [string, string]> = {
  unreachable: ['is not reachable', 'are not reachable'],
  denied: ['refuses us', 'refuse us'],
  stale: ['has fallen behind', 'have fallen behind'],
  connecting: ['is being asked', 'are being asked'],
};

function blindClauses(blind: readonly Source[]): string[] {
  return (['unreachable', 'denied', 'stale', 'connecting'] as const).flatMap(freshness => {
    const own = blind.filter(source => source.freshness === freshness).map(sourceName);
    return own.length === 0
      ? []
      : [`${sentenceList(own)} ${blindWords[freshness][own.length === 1 ? 0 : 1]}`];
  });
}
