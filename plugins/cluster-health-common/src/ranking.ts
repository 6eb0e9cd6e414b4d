import type { Problem } from './problem';

const states: readonly Problem['state'][] = ['degraded', 'unknown', 'waiting', 'progressing', 'healthy'];

/** By state, as in every verdict, then severity, how many it hits, and age: a total order, by the id at the end. */
export function worstProblemFirst(a: Problem, b: Problem): number {
  return (
    states.indexOf(a.state) - states.indexOf(b.state) ||
    b.severity - a.severity ||
    (b.count ?? 1) - (a.count ?? 1) ||
    compareTimes(a.since, b.since) ||
    compareText(a.id, b.id)
  );
}

/** Last what nobody knows the age of. */
function compareTimes(a: string | undefined, b: string | undefined): number {
  return compareText(a ?? '~', b ?? '~');
}

function compareText(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

/**
 * Problems as a person should read them: each one right after what explains it, and a cause where the worst of its
 * consequences would stand. There may be as many problems as workloads, and few follow from any.
 *
 * @param worstFirst - ranked by `worstProblemFirst`
 */
export function causesFirst<P extends Problem>(worstFirst: readonly P[]): readonly P[] {
  const byId = new Map(worstFirst.map(problem => [problem.id, problem]));
  const effects = new Map<P, P[]>();
  for (const problem of worstFirst) {
    const cause = causeOf(problem, byId);
    if (cause) {
      const known = effects.get(cause);
      if (known) known.push(problem);
      else effects.set(cause, [problem]);
    }
  }
  if (effects.size === 0) {
    return worstFirst;
  }
  const told = new Set<P>();
  const tell = (problem: P) => {
    if (!told.has(problem)) {
      told.add(problem);
      effects.get(problem)?.forEach(tell);
    }
  };
  worstFirst.forEach(problem => tell(rootOf(problem, byId)));
  return [...told];
}

function causeOf<P extends Problem>(problem: P, byId: ReadonlyMap<string, P>): P | undefined {
  const cause = problem.explainedBy === undefined ? undefined : byId.get(problem.explainedBy);
  return cause === problem ? undefined : cause;
}

/** Of those that explain each other, any. */
function rootOf<P extends Problem>(problem: P, byId: ReadonlyMap<string, P>): P {
  const seen = new Set<P>();
  let root = problem;
  for (let cause = causeOf(root, byId); cause && !seen.has(cause); cause = causeOf(root, byId)) {
    seen.add(cause);
    root = cause;
  }
  return root;
}
