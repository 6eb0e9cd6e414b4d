import { problemSchema } from '@greenroom/plugin-cluster-health-common';
import { compareVerdicts } from '@greenroom/plugin-portal-common';
import { propertyRuns, propertyTimeout } from '@greenroom/plugin-portal-common/testUtils';
import fc from 'fast-check';
import { findings, mutated, readers } from './__testUtils__/arbitraries';
import { RECORDED } from './__testUtils__/fixtures';
import { fold } from './problems/fold';
import { ranked } from './problems/rank';
import { standingOf } from './problems/verdict';

const problemsOf = (found: Parameters<typeof fold>[0]) => ranked(fold(found));
const lists = fc.array(findings, { maxLength: 12 });

jest.setTimeout(propertyTimeout);

describe('rules', () => {
  it.each(Object.entries(readers))(
    'of %s never throw, and always say something of an object with a name',
    (_, { read, from }) => {
      fc.assert(
        fc.property(mutated(from), object => {
          const reading = read(object);
          for (const finding of reading?.findings ?? []) {
            expect(finding.text).not.toMatch(/undefined|NaN|\[object/);
            expect(finding.object.name).not.toBe('');
            expect(finding.many?.({ count: 2, of: 'it', amount: 3 }) ?? '').not.toMatch(/undefined|NaN/);
          }
          expect(reading?.until ?? RECORDED + 1).toBeGreaterThan(RECORDED);
          problemsOf(reading?.findings ?? []).forEach(problem =>
            expect(problemSchema.safeParse(problem).success).toBe(true),
          );
        }),
        propertyRuns(60),
      );
    },
  );
});

describe('problems', () => {
  it('do not depend on the order in which findings came', () => {
    fc.assert(
      fc.property(lists, fc.func(fc.integer()), (found, chance) => {
        const shuffled = [...found].sort((a, b) => chance(a.text) - chance(b.text)).reverse();
        const shown = (list: typeof found) =>
          problemsOf(list).map(({ id, state, severity, count }) => ({ id, state, severity, count }));
        expect(shown(shuffled)).toEqual(shown(found));
      }),
      propertyRuns(),
    );
  });

  it('are all told, once each, and none before what explains it', () => {
    fc.assert(
      fc.property(lists, found => {
        const folded = fold(found);
        const problems = ranked(folded);
        expect(problems.map(({ id }) => id).sort()).toEqual(folded.map(({ id }) => id).sort());
        problems.forEach(({ id, explainedBy }, index) => {
          expect(explainedBy).not.toBe(id);
          const cause = problems.findIndex(other => other.id === explainedBy);
          expect(explainedBy === undefined || (cause >= 0 && cause < index)).toBe(true);
        });
        expect(folded.reduce((sum, { count = 1 }) => sum + count, 0)).toBeLessThanOrEqual(found.length);
      }),
      propertyRuns(),
    );
  });

  it('never make a verdict better when one comes', () => {
    fc.assert(
      fc.property(lists, findings, (found, more) => {
        const before = standingOf(problemsOf(found), [], 'fine').verdict;
        const after = standingOf(problemsOf([...found, more]), [], 'fine').verdict;
        expect(compareVerdicts(after, before)).toBeLessThanOrEqual(0);
      }),
      propertyRuns(),
    );
  });

  it('leave nothing healthy that can not be seen', () => {
    const why = fc.constantFrom(
      'denied' as const,
      'unreachable' as const,
      'stale' as const,
      'connecting' as const,
    );
    fc.assert(
      fc.property(lists, why, (found, reason) => {
        const unseen = [{ part: 'pods', why: reason, text: 'cannot list pods in shop' }];
        const { verdict } = standingOf(problemsOf(found), unseen, 'fine');
        expect(['degraded', 'unknown']).toContain(verdict.state);
        expect(verdict.reasons.length).toBeGreaterThan(0);
      }),
      propertyRuns(),
    );
  });
});
