import { type Source, type VerdictState } from '@greenroom/plugin-portal-common';
import { amount, count, countStates, notLiveClauses } from '@greenroom/plugin-portal-react';
import type { RolloutRow } from '@greenroom/plugin-rollouts-common';

const said: readonly [VerdictState, (n: number) => string][] = [
  ['waiting', n => `${n === 1 ? 'waits' : 'wait'} for somebody`],
  ['degraded', n => `${n === 1 ? 'is' : 'are'} degraded`],
  ['unknown', n => `${n === 1 ? 'is' : 'are'} unknown`],
  ['progressing', n => `${n === 1 ? 'is' : 'are'} moving`],
];

const stateOf = ({ verdict }: RolloutRow) => verdict.state;

/** What is not live among the sources, e.g. `eks-staging is not reachable`; empty when all is. */
export function summariseSources(sources: readonly Source[]): string {
  return notLiveClauses(sources).join(', ');
}

/**
 * The sentence before the table, e.g. `3 of 214 rollouts wait for somebody, 1 is degraded, eks-staging is not
 * reachable.` A portal that sees nothing does not say that all is well.
 */
export function summarise(rows: readonly RolloutRow[], sources: readonly Source[]): string {
  const counts = countStates(rows, stateOf);
  const [first, ...others] = said.filter(([state]) => counts[state] > 0);
  const broken = notLiveClauses(sources);
  if (rows.length === 0) {
    return `${['No rollout is to be seen', ...broken].join(', ')}.`;
  }
  if (!first) {
    const all =
      rows.length === 1 ? 'The only rollout is healthy' : `All ${count(rows.length, 'rollout')} are healthy`;
    return `${[all, ...broken].join(', ')}.`;
  }
  const [state, words] = first;
  const opening = `${amount(counts[state])} of ${count(rows.length, 'rollout')} ${words(counts[state])}`;
  const rest = others.map(([other, say]) => `${amount(counts[other])} ${say(counts[other])}`);
  return `${[opening, ...rest, ...broken].join(', ')}.`;
}
