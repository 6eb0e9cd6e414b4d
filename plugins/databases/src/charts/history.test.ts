import type { Series } from '@greenroom/plugin-databases-common';
import { propertyRuns } from '@greenroom/plugin-portal-common/testUtils';
import fc from 'fast-check';
import { hasHole, historiesOf, historyOf, seriesOf, since, withTail } from './history';

const makeSeries = (start: number, values: (number | null)[], overrides: Partial<Series> = {}): Series => ({
  metric: 'cpu',
  unit: 'percent',
  of: 'writer',
  statistic: 'average',
  periodSeconds: 60,
  start,
  values,
  ...overrides,
});

const value = fc.option(fc.integer({ min: 0, max: 100 }));
const seriesArbitrary = (period: fc.Arbitrary<number>) =>
  fc
    .record({ period, slot: fc.integer({ min: 0, max: 40 }), values: fc.array(value, { maxLength: 30 }) })
    .map(({ period: periodSeconds, slot, values }) =>
      makeSeries(slot * periodSeconds, values, { periodSeconds }),
    );
const minutes = seriesArbitrary(fc.constant(60));

const pointsOf = (series: Series) =>
  new Map(historyOf(series).at.map((at, index) => [at, series.values[index]]));

describe('the live tail over the history', () => {
  it('invents no value, loses none, and what came wins', () => {
    const property = fc.property(minutes, minutes, (held, tail) => {
      const merged = withTail(historyOf(held), tail);
      const [before, came] = [pointsOf(held), pointsOf(tail)];
      merged.at.forEach((at, index) => {
        expect(merged.values[index]).toBe(came.get(at) ?? before.get(at) ?? null);
      });
      expect(merged.at).toEqual(expect.arrayContaining([...before.keys()]));
    });
    fc.assert(property, propertyRuns());
  });

  it('is in order, each moment once, and the same when the same comes again', () => {
    const any = seriesArbitrary(fc.constantFrom(60, 300));
    const property = fc.property(any, any, (held, tail) => {
      const once = withTail(historyOf(held), tail);
      expect(once.at).toEqual([...new Set(once.at)].sort((a, b) => a - b));
      expect(once.values).toHaveLength(once.at.length);
      const twice = withTail(once, tail);
      expect([twice.at, twice.values]).toEqual([once.at, once.values]);
    });
    fc.assert(property, propertyRuns());
  });

  it('never joins over what nobody told us of', () => {
    const merged = withTail(historyOf(makeSeries(0, [1, 2])), makeSeries(600, [9]));
    expect([merged.at, merged.values]).toEqual([
      [0, 60, 120, 600],
      [1, 2, null, 9],
    ]);
  });

  it('goes on behind a history of longer periods', () => {
    const held = historyOf(makeSeries(0, [1, 2], { periodSeconds: 300 }));
    const merged = withTail(held, makeSeries(240, [7, 7, 8, 9]));
    expect([merged.at, merged.values]).toEqual([
      [0, 300, 360, 420],
      [1, 2, 8, 9],
    ]);
  });

  it('takes no value away that comes late', () => {
    expect(withTail(historyOf(makeSeries(0, [1, 2])), makeSeries(60, [null, 3])).values).toEqual([1, 2, 3]);
  });

  it('knows that it was away for longer than the tail is', () => {
    const held = historiesOf([makeSeries(0, [1, 2])]);
    expect(hasHole(held, [makeSeries(120, [3])])).toBe(false);
    expect(hasHole(held, [makeSeries(300, [3])])).toBe(true);
    expect(hasHole(held, [makeSeries(300, [3], { of: 'reader' })])).toBe(false);
  });
});

it('does not grow while a page stays open', () => {
  const [kept] = since(historiesOf([makeSeries(0, [1, null, 3])]), 60).values();
  expect(kept).toMatchObject({ at: [60, 120], values: [null, 3] });
});

it('has who writes first', () => {
  const held = historiesOf([makeSeries(0, [1], { of: 'reader' }), makeSeries(0, [1])]);
  expect(seriesOf(held, 'cpu').map(({ of }) => of)).toEqual(['writer', 'reader']);
  expect(seriesOf(held, 'swap')).toEqual([]);
});
