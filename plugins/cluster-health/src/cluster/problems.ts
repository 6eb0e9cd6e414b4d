import type { Problem } from '@greenroom/plugin-cluster-health-common';
import { compareValues } from '@greenroom/plugin-portal-react';

const states: readonly Problem['state'][] = ['degraded', 'unknown', 'waiting', 'progressing', 'healthy'];

/** By state, then severity, then age: a total order, rows of a topic have none of their own. */
export function worstProblemFirst(a: Problem, b: Problem): number {
  return (
    states.indexOf(a.state) - states.indexOf(b.state) ||
    b.severity - a.severity ||
    compareValues(a.since, b.since) ||
    compareValues(a.id, b.id)
  );
}

/**
 * What follows from another problem, right after it. There may be as many problems as workloads and few follow from any:
 * only those are looked for.
 *
 * @param ranked - the worst first
 */
export function withConsequences(ranked: readonly Problem[]): readonly Problem[] {
  const causes = presentCauses(ranked);
  const following = new Map<string, Problem[]>();
  for (const problem of ranked) {
    if (follows(problem, causes)) {
      const cause = problem.explainedBy ?? '';
      const known = following.get(cause);
      if (known) known.push(problem);
      else following.set(cause, [problem]);
    }
  }
  if (following.size === 0) {
    return ranked;
  }
  const placed = ranked
    .filter(problem => !follows(problem, causes))
    .flatMap(cause => [cause, ...(following.get(cause.id) ?? [])]);
  // Of those that explain each other nobody is the first.
  const shown = new Set(placed);
  return [...placed, ...ranked.filter(problem => !shown.has(problem))];
}

/** The ids of problems that are there and explain one of these. */
export function presentCauses(
  problems: readonly Problem[],
  of: readonly Problem[] = problems,
): ReadonlySet<string> {
  const meant = new Set(of.flatMap(({ explainedBy }) => explainedBy ?? []));
  return meant.size === 0 ? meant : new Set(problems.flatMap(({ id }) => (meant.has(id) ? [id] : [])));
}

/** Whether it is there because of another one. */
export function follows({ id, explainedBy }: Problem, causes: ReadonlySet<string>): boolean {
  return explainedBy !== undefined && explainedBy !== id && causes.has(explainedBy);
}
