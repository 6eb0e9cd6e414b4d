import type { ServiceWorkload } from '@greenroom/plugin-cluster-health-common';
import { compareVerdicts } from '@greenroom/plugin-portal-common';

/** So many workloads are read at a glance. */
const FEW = 5;

export interface ByNeed {
  /** Shown whole. */
  whole: readonly ServiceWorkload[];
  /** A line each, where there are many: they need nobody. */
  brief: readonly ServiceWorkload[];
}

/** Few workloads are all shown whole; of many only those that need somebody. */
export function byNeed(workloads: readonly ServiceWorkload[]): ByNeed {
  return workloads.length <= FEW
    ? { whole: workloads, brief: [] }
    : { whole: workloads.filter(needsSomebody), brief: workloads.filter(one => !needsSomebody(one)) };
}

/** The few that need somebody most, and how many others there are, in words. */
export function fewOf(workloads: readonly ServiceWorkload[]): {
  few: readonly ServiceWorkload[];
  others?: { count: number; words: string };
} {
  if (workloads.length <= FEW) {
    return { few: workloads };
  }
  const sorted = [...workloads].sort((a, b) => compareVerdicts(a.verdict, b.verdict));
  const others = sorted.slice(FEW);
  const inNeed = others.filter(needsSomebody).length;
  const words =
    inNeed === 0 ? 'need nobody' : `of which ${inNeed} ${inNeed === 1 ? 'needs' : 'need'} somebody`;
  return { few: sorted.slice(0, FEW), others: { count: others.length, words } };
}

const needsSomebody = ({ verdict }: ServiceWorkload) => verdict.state !== 'healthy';
