import {
  CLUSTERS_TOPIC,
  type ClusterSummary,
  clusterSummarySchema,
} from '@greenroom/plugin-cluster-health-common';
import { believer, type TopicView, useRows, useTopic } from '@greenroom/plugin-portal-react';
import { useMemo } from 'react';
import { worstClusterFirst } from '../clusters/order';

const topic = { type: CLUSTERS_TOPIC, key: '' };

/** Every cluster this person may see anything of, worst first, as far as it can be believed now. */
export function useClusters(): { view: TopicView; clusters: readonly ClusterSummary[]; unreadable: number } {
  const view = useTopic(topic);
  const { rows, unreadable } = useRows(view, clusterSummarySchema);
  const { sources } = view;
  const clusters = useMemo(
    () => [...rows.values()].map(believer(sources)).sort(worstClusterFirst),
    [rows, sources],
  );
  return { view, clusters, unreadable };
}
