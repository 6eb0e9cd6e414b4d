import { causesFirst, type Problem, worstProblemFirst } from '@greenroom/plugin-cluster-health-common';
import { explain } from './explain';
import type { FoldedProblem } from './fold';

/** Problems as a person should read them: explained, the worst first, and each one right after what explains it. */
export function ranked(problems: readonly FoldedProblem[]): Problem[] {
  return causesFirst(explain(problems).sort(worstProblemFirst)).map(({ about: _, ...plain }) => plain);
}
