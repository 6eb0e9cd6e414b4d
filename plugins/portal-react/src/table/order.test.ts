import type { VerdictState } from '@greenroom/plugin-portal-common';
import { propertyRuns } from '@greenroom/plugin-portal-common/testUtils';
import fc from 'fast-check';
import { orderRows } from '../hooks/useOrderedRows';
import { byNumber, byText, choices, type Compare, reordered, totalOrder, worstFirst } from './order';

const row = (name: string, state: VerdictState, restarts?: number, kind = 'Deployment') => ({
  name,
  verdict: { state, reasons: [] },
  restarts,
  kind,
});
type Row = ReturnType<typeof row>;
const rows = [
  row('checkout', 'healthy', 0),
  row('catalogue', 'degraded', 9),
  row('vault', 'healthy', undefined, 'StatefulSet'),
];
const keyOf = ({ name }: Row) => name;
const names = (all: readonly Row[]) => all.map(keyOf);

it.each<[string, Compare<Row>, string[]]>([
  ['worst first', totalOrder<Row>(worstFirst, keyOf, false), ['catalogue', 'checkout', 'vault']],
  [
    'most first, without a number last',
    totalOrder(
      byNumber(({ restarts }) => restarts),
      keyOf,
      false,
    ),
    ['catalogue', 'checkout', 'vault'],
  ],
  [
    'by a text, the other way',
    totalOrder(
      byText(({ kind }) => kind),
      keyOf,
      true,
    ),
    ['vault', 'catalogue', 'checkout'],
  ],
])('orders %s', (_, compare, expected) => {
  expect(names([...rows].sort(compare))).toEqual(expected);
  expect(names([...rows].reverse().sort(compare))).toEqual(expected);
});

it('is the same whether everything is ordered anew or only what changed', () => {
  const compare = totalOrder<Row>(worstFirst, keyOf, false);
  const states: VerdictState[] = ['healthy', 'degraded', 'waiting'];
  const world = fc.uniqueArray(fc.tuple(fc.string({ maxLength: 3 }), fc.constantFrom(...states)), {
    selector: ([name]) => name,
  });
  const property = fc.property(world, world, fc.array(fc.boolean()), (before, after, same) => {
    const was = before.map(([name, state]) => row(name, state));
    const known = new Map(was.map(one => [one.name, one]));
    const now = after.map(([name, state], index) => {
      const there = known.get(name);
      return there && same[index] ? there : row(name, state);
    });
    const passes = ({ name }: Row) => name.length !== 1;
    const first = orderRows({ rows: was, order: compare, passes }, undefined);
    const next = orderRows({ rows: now, order: compare, passes }, first);
    expect(next).toEqual(orderRows({ rows: now, order: compare, passes }, undefined));
    expect(next.all).toEqual([...now].sort(compare));
    const gone = was.filter(one => !now.includes(one));
    const come = now.filter(one => !was.includes(one));
    expect(reordered([...was].sort(compare), { gone, come }, compare)).toEqual([...now].sort(compare));
  });
  fc.assert(property, propertyRuns());
});

it('offers each value once, in order', () => {
  expect(choices(['b', 'a', undefined, 'b'])).toEqual(['a', 'b']);
});
