import type { ClusterSummary, PendingReason } from '@greenroom/plugin-cluster-health-common';
import { capital, count } from '@greenroom/plugin-portal-react';

/** `9 of 9 ready, 1 cordoned`. */
export function nodeWords({ nodes: { ready, all, cordoned } }: Pick<ClusterSummary, 'nodes'>): string {
  const cordonedWords = cordoned > 0 ? [`${cordoned} cordoned`] : [];
  return [`${ready} of ${all} ready`, ...cordonedWords].join(', ');
}

/** `4 pods: 0 of 9 nodes are available`, in the scheduler's words. */
export function pendingWords({ text, count: pods }: PendingReason): string {
  return `${count(pods, 'pod')}: ${text}`;
}

/** `Capacity · 9 nodes · v1.34`. */
export function capacityTitle({ nodes, version }: Pick<ClusterSummary, 'nodes' | 'version'>): string {
  return ['Capacity', count(nodes.all, 'node'), ...(version ? [version] : [])].map(capitalFirst).join(' · ');
}

const capitalFirst = (text: string, index: number) => (index === 0 ? capital(text) : text);
