import {
  causesFirst,
  CLUSTER_TOPIC,
  type ClusterSummary,
  clusterSummarySchema,
  type Problem,
  problemSchema,
  worstProblemFirst,
} from '@greenroom/plugin-cluster-health-common';
import type { Source } from '@greenroom/plugin-portal-common';
import {
  believe,
  sourcesOf,
  type TopicView,
  useRanked,
  useRows,
  useTopic,
} from '@greenroom/plugin-portal-react';
import { useLayoutEffect, useMemo, useRef } from 'react';
import { sectionRows, type Sections, splitSections } from '../cluster/sections';
import { useSection } from './useSection';

export interface ClusterView {
  view: TopicView;
  /** The cluster's own. */
  sources: readonly Source[];
  summary: ClusterSummary | undefined;
  /** The worst first; absent while very many of them are being read. */
  problems: readonly Problem[] | undefined;
  sections: Sections;
  unreadable: number;
}

/** One cluster, live: its card and problems are read, the other sections when somebody looks at them. */
export function useCluster(cluster: string): ClusterView {
  const view = useTopic({ type: CLUSTER_TOPIC, key: cluster });
  const { rows } = view;
  const before = useRef<Sections>();
  const sections = useMemo(() => splitSections(rows, before.current), [rows]);
  useLayoutEffect(() => {
    before.current = sections;
  }, [sections]);
  const summaries = useRows({ rows: sectionRows(sections, 'summary') }, clusterSummarySchema);
  const problems = useSection(sections, 'problem', problemSchema);
  const ranked = useRanked(problems.rows, worstProblemFirst);
  const sources = useMemo(() => sourcesOf({ cluster }, view.sources), [cluster, view.sources]);
  const [told] = summaries.rows.values();
  return {
    view,
    sources,
    summary: useMemo(() => told && believe(told, sources), [told, sources]),
    problems: useMemo(
      () => (problems.isReading ? undefined : causesFirst(ranked)),
      [problems.isReading, ranked],
    ),
    sections,
    unreadable: summaries.unreadable + problems.unreadable,
  };
}
