import { propertyRuns } from '@greenroom/plugin-portal-common/testUtils';
import fc from 'fast-check';
import { changesBetween } from './changes';
import { tallyRows } from './tally';

interface Row {
  key: number;
  state: string;
}

/** A list, and what became of it: rows that stay keep their order, be they the same object or another. */
const history = fc
  .array(
    fc.record({
      is: fc.constantFrom('same', 'same', 'same', 'same', 'other', 'gone', 'new'),
      state: fc.constantFrom('a', 'b', 'c'),
    }),
    { maxLength: 80 },
  )
  .map(steps => {
    const rows = steps.map(({ is, state }, key) => ({
      is,
      before: { key, state },
      now: { key, state: 'c' },
    }));
    return {
      before: rows.flatMap(({ is, before }): Row[] => (is === 'new' ? [] : [before])),
      now: rows
        .filter(({ is }) => is !== 'gone')
        .map(({ is, before, now }) => (is === 'same' ? before : now)),
    };
  });

it('tells what makes one list of the other', () => {
  const property = fc.property(history, ({ before, now }) => {
    const changes = changesBetween(before, now);
    fc.pre(changes !== undefined);
    const counts = new Map(before.map(row => [row, 1]));
    changes?.gone.forEach(row => counts.set(row, (counts.get(row) ?? 0) - 1));
    changes?.come.forEach(row => counts.set(row, (counts.get(row) ?? 0) + 1));
    expect(new Set([...counts].flatMap(([row, count]) => (count === 1 ? [row] : [])))).toEqual(new Set(now));
    expect([...counts.values()].every(count => count === 0 || count === 1)).toBe(true);
  });
  fc.assert(property, propertyRuns());
});

it.each([
  ['nothing', [1, 2, 3], [1, 2, 3], { gone: [], come: [] }],
  ['one for another', [1, 2, 3], [1, 9, 3], { gone: [2], come: [9] }],
  ['one less', [1, 2, 3], [1, 3], { gone: [2], come: [] }],
  ['two more', [1, 2], [1, 8, 9, 2], { gone: [], come: [8, 9] }],
  ['all gone', [1, 2], [], { gone: [1, 2], come: [] }],
])('tells %s', (_, before, now, changes) => {
  expect(changesBetween(before, now)).toEqual(changes);
});

it('does not tell of more than is worth knowing', () => {
  const thousand = (from: number) => Array.from({ length: 1_000 }, (_, n) => from + n);
  expect(changesBetween(thousand(0), thousand(5_000))).toBeUndefined();
});

it('counts the same from changes as from the beginning', () => {
  const stateOf = ({ state }: Row) => (state === 'b' ? [] : [state, 'any']);
  const property = fc.property(history, ({ before, now }) => {
    const kept = tallyRows(now, stateOf, tallyRows(before, stateOf));
    expect(kept.counts).toEqual(tallyRows(now, stateOf).counts);
  });
  fc.assert(property, propertyRuns());
});
