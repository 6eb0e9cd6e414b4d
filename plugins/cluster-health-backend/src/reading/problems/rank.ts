import type { Problem, ProblemState } from '@greenroom/plugin-cluster-health-common';
import { explain } from './explain';
import type { FoldedProblem } from './fold';

/** What needs a person most comes first, as in every verdict. */
const states: readonly ProblemState[] = ['degraded', 'unknown', 'waiting', 'progressing', 'healthy'];

function compare(a: Problem, b: Problem): number {
  return (
    states.indexOf(a.state) - states.indexOf(b.state) ||
    b.severity - a.severity ||
    (b.count ?? 1) - (a.count ?? 1) ||
    compareText(a.since ?? '~', b.since ?? '~') ||
    compareText(a.id, b.id)
  );
}

function compareText(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

/**
 * Problems as a person should read them: explained, the worst first, and each one right after what explains it. A cause
 * stands where the worst of its consequences would.
 */
export function ranked(problems: readonly FoldedProblem[]): Problem[] {
  const explained = explain(problems).sort(compare);
  const ids = new Set(explained.map(({ id }) => id));
  const effects = new Map<string, FoldedProblem[]>();
  for (const problem of explained) {
    const cause = problem.explainedBy;
    if (cause !== undefined && ids.has(cause)) {
      effects.set(cause, [...(effects.get(cause) ?? []), problem]);
    }
  }
  const byId = new Map(explained.map(problem => [problem.id, problem]));
  const told = new Set<string>();
  const result: Problem[] = [];
  const tell = (problem: FoldedProblem) => {
    if (told.has(problem.id)) {
      return;
    }
    told.add(problem.id);
    const { about: _, ...plain } = problem;
    result.push(plain);
    effects.get(problem.id)?.forEach(tell);
  };
  explained.forEach(problem => tell(rootOf(problem, byId)));
  return result;
}

function rootOf(problem: FoldedProblem, byId: ReadonlyMap<string, FoldedProblem>): FoldedProblem {
  const seen = new Set<string>();
  let root = problem;
  while (root.explainedBy !== undefined && !seen.has(root.id)) {
    seen.add(root.id);
    root = byId.get(root.explainedBy) ?? root;
  }
  return root;
}
