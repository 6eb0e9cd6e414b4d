import type { ClusterSummary, NodeAutoscaling, PendingReason } from '@greenroom/plugin-cluster-health-common';
import { count } from '@greenroom/plugin-portal-react';
import { podCountWords } from '../words';

const BEING_READ = 'being read';

type Seen = Pick<ClusterSummary, 'source' | 'unseen'>;

/**
 * Counts of a part of a cluster as far as it is seen: some of them are not told as all, and none while there were none to
 * be seen. That nothing is seen of a cluster that does not answer is said of the cluster.
 */
function asSeen(name: string, { source, unseen }: Seen, all: number, words: string): string {
  const { why, namespaces } = unseen.find(({ part }) => part === name) ?? {};
  if (why === 'connecting') {
    return BEING_READ;
  }
  if (why === undefined || why === 'not-installed' || source.freshness !== 'live') {
    return words;
  }
  if (namespaces) {
    return `${words} where they are seen`;
  }
  return all === 0 ? 'cannot be seen' : `last known ${words}`;
}

/** `1,200 ready, 1 failing`. */
export function podWords(summary: Seen & Pick<ClusterSummary, 'pods'>): string {
  const { pods } = summary;
  const all = Object.values(pods).reduce((sum, one) => sum + one, 0);
  return asSeen('pods', summary, all, podCountWords(pods));
}

/** That most of a cluster may be told of nowhere; `undefined` where all of it is read. */
export function limitWords({ limitedTo }: Pick<ClusterSummary, 'limitedTo'>): string | undefined {
  return limitedTo === undefined
    ? undefined
    : `The portal reads ${count(limitedTo, 'namespace')} of this cluster: nothing is told of others`;
}

/** What adds nodes, as people call it. */
export const engineWords: Record<NodeAutoscaling['engine'], string> = {
  karpenter: 'Karpenter',
  'cluster-autoscaler': 'Autoscaler',
};

/** `9 of 9 ready, 1 cordoned`. */
export function nodeWords(summary: Seen & Pick<ClusterSummary, 'nodes'>): string {
  const { ready, all, cordoned } = summary.nodes;
  const cordonedWords = cordoned > 0 ? [`${cordoned} cordoned`] : [];
  const words = all === 0 ? 'none' : [`${ready} of ${all} ready`, ...cordonedWords].join(', ');
  return asSeen('nodes', summary, all, words);
}

/** `4 pods: 0 of 9 nodes are available`, in the scheduler's words. */
export function pendingWords({ text, count: pods }: PendingReason): string {
  return `${count(pods, 'pod')}: ${text}`;
}

/** `Capacity · 9 nodes · v1.34`. */
export function capacityTitle({ nodes, version }: Pick<ClusterSummary, 'nodes' | 'version'>): string {
  return [
    'Capacity',
    ...(nodes.all > 0 ? [count(nodes.all, 'node')] : []),
    ...(version ? [version] : []),
  ].join(' · ');
}
