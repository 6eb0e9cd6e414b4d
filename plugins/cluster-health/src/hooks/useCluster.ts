import {
  CLUSTER_TOPIC,
  type ClusterSummary,
  clusterSummarySchema,
  type Problem,
  problemSchema,
} from '@greenroom/plugin-cluster-health-common';
import type { Source } from '@greenroom/plugin-portal-common';
import { believe, sourcesOf, type TopicView, useRows, useTopic } from '@greenroom/plugin-portal-react';
import { useLayoutEffect, useMemo, useRef } from 'react';
import { sectionRows, type Sections, splitSections } from '../cluster/sections';

export interface ClusterView {
  view: TopicView;
  /** The cluster's own. */
  sources: readonly Source[];
  summary: ClusterSummary | undefined;
  /** As the server ranked them. */
  problems: readonly Problem[];
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
  const problems = useRows({ rows: sectionRows(sections, 'problem') }, problemSchema);
  const sources = useMemo(() => sourcesOf({ cluster }, view.sources), [cluster, view.sources]);
  const [told] = summaries.rows.values();
  return {
    view,
    sources,
    summary: useMemo(() => told && believe(told, sources), [told, sources]),
    problems: useMemo(() => rankedProblems(problems.rows), [problems.rows]),
    sections,
    unreadable: summaries.unreadable + problems.unreadable,
  };
}

const states: readonly Problem['state'][] = ['degraded', 'unknown', 'waiting', 'progressing', 'healthy'];

/** The worst first; rows of a topic have no order of their own. What follows from another stands right after it. */
export function rankedProblems(rows: ReadonlyMap<string, Problem>): readonly Problem[] {
  const all = [...rows.values()].sort(
    (a, b) =>
      states.indexOf(a.state) - states.indexOf(b.state) ||
      b.severity - a.severity ||
      (a.since ?? '~').localeCompare(b.since ?? '~', 'en') ||
      (a.id < b.id ? -1 : 1),
  );
  const ids = new Set(all.map(({ id }) => id));
  const isConsequence = ({ id, explainedBy }: Problem) =>
    explainedBy !== undefined && explainedBy !== id && ids.has(explainedBy);
  const causes = all.filter(problem => !isConsequence(problem));
  // There may be as many as workloads: each is looked at once.
  const consequences = new Map<string, Problem[]>();
  for (const problem of all.filter(isConsequence)) {
    const cause = problem.explainedBy ?? '';
    const known = consequences.get(cause);
    if (known) known.push(problem);
    else consequences.set(cause, [problem]);
  }
  const placed = causes.flatMap(cause => [cause, ...(consequences.get(cause.id) ?? [])]);
  const shown = new Set(placed);
  return [...placed, ...all.filter(problem => !shown.has(problem))];
}
