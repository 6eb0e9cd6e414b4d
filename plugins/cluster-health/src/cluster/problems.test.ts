import type { Problem } from '@greenroom/plugin-cluster-health-common';
import { makeProblem } from '../__testUtils__/clusters';
import { withConsequences, worstProblemFirst } from './problems';

const problem = (id: string, overrides: Partial<Problem> = {}) =>
  makeProblem({ id, severity: 50, since: undefined, ...overrides });
const ranked = (problems: readonly Problem[]) =>
  withConsequences([...problems].sort(worstProblemFirst)).map(({ id }) => id);

it.each<[what: string, problems: Problem[], order: string[]]>([
  [
    'the worse state',
    [problem('a', { state: 'waiting' }), problem('b'), problem('c', { state: 'healthy' })],
    ['b', 'a', 'c'],
  ],
  ['the more severe', [problem('a'), problem('b', { severity: 80 })], ['b', 'a']],
  [
    'the older, and last what nobody knows the age of',
    [
      problem('a'),
      problem('b', { since: '2026-11-21T10:00:00Z' }),
      problem('c', { since: '2026-11-21T09:00:00Z' }),
    ],
    ['c', 'b', 'a'],
  ],
  ['the one by its id, where nothing else tells them apart', [problem('b'), problem('a')], ['a', 'b']],
])('begins with %s', (_what, problems, order) => {
  expect(ranked(problems)).toEqual(order);
});

it('tells what follows from a problem right after it, and alone where that is not there', () => {
  expect(
    ranked([
      problem('a', { severity: 90 }),
      problem('b', { severity: 80 }),
      problem('c', { severity: 10, explainedBy: 'a' }),
      problem('d', { severity: 20, explainedBy: 'not there' }),
    ]),
  ).toEqual(['a', 'c', 'b', 'd']);
});

it('leaves none out that explain each other', () => {
  expect(ranked([problem('a', { explainedBy: 'b' }), problem('b', { explainedBy: 'a' })])).toEqual([
    'a',
    'b',
  ]);
});
