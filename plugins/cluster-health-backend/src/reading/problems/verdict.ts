import type { Problem, ProblemState, Unseen } from '@greenroom/plugin-cluster-health-common';
import { compareVerdicts, type Reason, type Verdict, verdictFrom } from '@greenroom/plugin-portal-common';
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
  const told = reasonsFor(
    problems.filter(({ was }) => was === undefined),
    state,
  );
  const reasons = [
    ...told.map(({ id, text }) => ({ text, ref: id })),
    ...(state === 'unknown' ? blind.map(unseenReason) : []),
  ];
  const since = earliest(told.filter(one => one.state === state).map(one => one.since));
  return {
    verdict: { state, reasons: state === 'unknown' ? [...reasons, ...lastKnown(problems)] : reasons },
    sentence: sentenceOf(
      state,
      reasons.map(({ text }) => text),
      fine,
    ),
    ...(since !== undefined && state !== 'healthy' && { since }),
  };
}

/**
 * What may be said of something of which this much can not be seen: what is wrong with the rest of it stays wrong, and
 * nothing else is believed.
 */
export function seenVerdict(verdict: Verdict, unseen: readonly Unseen[]): Verdict {
  const sources = unseen.map(({ part, why, text }) => ({
    id: part,
    kind: 'cluster' as const,
    freshness: why === 'not-installed' ? ('live' as const) : why,
    reason: capital(text),
  }));
  return verdict.state === 'degraded' ? verdict : verdictFrom(verdict, sources);
}

function unseenReason({ text, part }: Unseen): Reason {
  return { text: capital(text), ref: part };
}

/** Of what cannot be seen any more. */
function lastKnown(problems: readonly Problem[]): Reason[] {
  return problems.flatMap(({ id, was, text }) =>
    was === undefined ? [] : { text: `last known: ${was}: ${small(text)}`, ref: id },
  );
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
