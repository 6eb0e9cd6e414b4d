import type { Problem } from '@greenroom/plugin-cluster-health-common';

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
