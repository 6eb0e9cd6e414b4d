import fc from 'fast-check';
import type { Problem } from './problem';
import { causesFirst, worstProblemFirst } from './ranking';

const problem = (id: string, overrides: Partial<Problem> = {}): Problem => ({
  id,
  rule: 'pod-crashing',
  state: 'degraded',
  severity: 50,
  text: id,
  object: { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: id },
  ...overrides,
});
const ranked = (problems: readonly Problem[]) =>
  causesFirst([...problems].sort(worstProblemFirst)).map(({ id }) => id);

it.each<[what: string, problems: Problem[], order: string[]]>([
  [
    'the worse state',
    [problem('a', { state: 'waiting' }), problem('b'), problem('c', { state: 'healthy' })],
    ['b', 'a', 'c'],
  ],
  ['the more severe', [problem('a'), problem('b', { severity: 80 })], ['b', 'a']],
  ['the one that hits more', [problem('a'), problem('b', { count: 3 })], ['b', 'a']],
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

it('tells what follows from a consequence right after that one, however far', () => {
  expect(
    ranked([
      problem('other', { severity: 60 }),
      problem('ingress', { severity: 20, explainedBy: 'service' }),
      problem('service', { severity: 10, explainedBy: 'down' }),
      problem('down', { severity: 80, explainedBy: 'crash' }),
      problem('crash', { severity: 90 }),
    ]),
  ).toEqual(['crash', 'down', 'service', 'ingress', 'other']);
});

it('puts a cause where the worst of what follows from it would stand', () => {
  const limit = problem('limit', { state: 'waiting' });
  const unscheduled = problem('unscheduled', { severity: 90, explainedBy: 'limit' });
  expect(ranked([problem('other'), limit, unscheduled])).toEqual(['limit', 'unscheduled', 'other']);
});

it('leaves none out and tells none twice, also of those that explain each other or themselves', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
  const causes = fc.tuple(...ids.map(() => fc.option(fc.constantFrom(...ids), { nil: undefined })));
  fc.assert(
    fc.property(causes, explained => {
      const problems = ids.map((id, index) => problem(id, { explainedBy: explained[index] }));
      const told = ranked(problems);
      expect([...told].sort()).toEqual(ids);
      problems.forEach(({ id, explainedBy }) => {
        const isRing = hasRing(problems, explainedBy);
        expect(isRing || explainedBy === undefined || told.indexOf(explainedBy) < told.indexOf(id)).toBe(
          true,
        );
      });
    }),
  );
});

/** Whether what explains it is explained by itself, however far. */
function hasRing(problems: readonly Problem[], from: string | undefined): boolean {
  const causes = new Map(problems.map(({ id, explainedBy }) => [id, explainedBy]));
  const seen = new Set<string>();
  let at = from;
  while (at !== undefined && !seen.has(at)) {
    seen.add(at);
    at = causes.get(at);
  }
  return at !== undefined;
}
