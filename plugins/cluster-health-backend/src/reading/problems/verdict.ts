import type { Problem, ProblemState, Unseen } from '@greenroom/plugin-cluster-health-common';
import { compareVerdicts, type Verdict } from '@greenroom/plugin-portal-common';
import { earliest } from '../time';
import { capital, counted, small } from '../words';

/** How something is, why, and since when. */
export interface Standing {
  verdict: Verdict;
  /** The first reason, and how many more there are. */
  sentence: string;
  since?: string;
}

/**
 * The verdict of what has these problems and of what this much can not be seen: the worst state, as `compareVerdicts`
 * has it. Never healthy where something that it would be read from is not live or may not be read.
 *
 * @param problems - ranked
 * @param fine - what is said when nothing is wrong
 */
export function standingOf(problems: readonly Problem[], unseen: readonly Unseen[], fine: string): Standing {
  const blind = unseen.filter(({ why }) => why !== 'not-installed');
  const state = worstState([...problems.map(one => one.state), ...blind.map((): ProblemState => 'unknown')]);
  const told = reasonsFor(problems, state);
  const reasons = [
    ...told.map(({ id, text }) => ({ text, ref: id })),
    ...(state === 'unknown' ? blind.map(({ text, part }) => ({ text: capital(text), ref: part })) : []),
  ];
  const since = earliest(told.filter(one => one.state === state).map(one => one.since));
  return {
    verdict: { state, reasons },
    sentence: sentenceOf(
      state,
      reasons.map(({ text }) => text),
      fine,
    ),
    ...(since !== undefined && state !== 'healthy' && { since }),
  };
}

function worstState(states: readonly ProblemState[]): ProblemState {
  const verdicts = states.map(state => ({ state, reasons: [] }));
  return verdicts.sort(compareVerdicts)[0]?.state ?? 'healthy';
}

/** Those that make the verdict, and those that explain them. */
function reasonsFor(problems: readonly Problem[], state: ProblemState): Problem[] {
  const causes = new Set(problems.flatMap(one => (one.state === state ? (one.explainedBy ?? []) : [])));
  return problems.filter(one => one.state === state || causes.has(one.id));
}

function sentenceOf(state: ProblemState, reasons: readonly string[], fine: string): string {
  const [first, ...more] = state === 'healthy' ? [fine, ...reasons] : reasons;
  if (first === undefined) {
    return capital(fine);
  }
  if (state === 'healthy') {
    return capital([first, ...more.map(small)].join('; '));
  }
  return more.length === 0 ? first : `${first}; and ${counted(more.length, 'more problem')}`;
}
