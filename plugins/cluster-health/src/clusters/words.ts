import type { ClusterSummary, NodeAutoscaling, PendingReason } from '@greenroom/plugin-cluster-health-common';
import { capital, count } from '@greenroom/plugin-portal-react';
import { podCountWords } from '../words';

const BEING_READ = 'being read';

/** Whether all of them have been read: a part of them is not told as the whole. */
function isRead(name: string, { unseen }: Pick<ClusterSummary, 'unseen'>): boolean {
  return !unseen.some(({ part, why }) => part === name && why === 'connecting');
}

/** `1,200 ready, 1 failing`. */
export function podWords(summary: Pick<ClusterSummary, 'pods' | 'unseen'>): string {
  return isRead('pods', summary) ? podCountWords(summary.pods) : BEING_READ;
}

/** What adds nodes, as people call it. */
export const engineWords: Record<NodeAutoscaling['engine'], string> = {
  karpenter: 'Karpenter',
  'cluster-autoscaler': 'Autoscaler',
};

/** `9 of 9 ready, 1 cordoned`. */
export function nodeWords(summary: Pick<ClusterSummary, 'nodes' | 'unseen'>): string {
  if (!isRead('nodes', summary)) {
    return BEING_READ;
  }
  const { ready, all, cordoned } = summary.nodes;
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
