import type { VerdictState } from '@greenroom/plugin-portal-common';
import { makeServiceWorkload } from '../__testUtils__/clusters';
import { byNeed, fewOf } from './need';

const named = (state: VerdictState, length: number) =>
  Array.from({ length }, (_, index) =>
    makeServiceWorkload({ name: `${state}-${index}`, verdict: { state, reasons: [] } }),
  );
const names = (workloads: readonly { name: string }[]) => workloads.map(({ name }) => name);

it.each([
  [0, 0, 0, 0],
  [5, 0, 5, 0],
  [6, 0, 0, 6],
  [40, 2, 2, 40],
  [0, 9, 9, 0],
])(
  'of %p that are healthy and %p that are not, %p stand whole and %p in a line each',
  (fine, bad, whole, brief) => {
    const seen = byNeed([...named('healthy', fine), ...named('degraded', bad)]);
    expect([seen.whole.length, seen.brief.length]).toEqual([whole, brief]);
  },
);

it('does not take for healthy what is not known', () => {
  expect(byNeed([...named('healthy', 6), ...named('unknown', 1)]).whole).toHaveLength(1);
});

it.each([
  [5, 0, ['healthy-0', 'healthy-1', 'healthy-2', 'healthy-3', 'healthy-4'], undefined],
  [
    6,
    1,
    ['degraded-0', 'healthy-0', 'healthy-1', 'healthy-2', 'healthy-3'],
    { count: 2, words: 'need nobody' },
  ],
  [
    1,
    6,
    ['degraded-0', 'degraded-1', 'degraded-2', 'degraded-3', 'degraded-4'],
    { count: 2, words: 'of which 1 needs somebody' },
  ],
])('has few of %p that are healthy and %p that are not', (fine, bad, few, others) => {
  const seen = fewOf([...named('healthy', fine), ...named('degraded', bad)]);
  expect(names(seen.few)).toEqual(few);
  expect(seen.others).toEqual(others);
});
