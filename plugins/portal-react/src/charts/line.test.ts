import { propertyRuns } from '@greenroom/plugin-portal-common/testUtils';
import fc from 'fast-check';
import { type ChartLine, columnsOf, lastValue, lonely, nearest, valueAt, within } from './line';

const line = (at: number[], values: (number | null)[], key = 'a'): ChartLine => ({
  key,
  label: key,
  at,
  values,
  periodSeconds: 60,
});

const lineArbitrary = fc
  .uniqueArray(fc.integer({ min: 0, max: 200 }), { maxLength: 40 })
  .chain(times =>
    fc.record({
      times: fc.constant([...times].sort((a, b) => a - b)),
      values: fc.array(fc.option(fc.integer()), { minLength: times.length, maxLength: times.length }),
    }),
  )
  .map(({ times, values }) => line(times, values));

describe('columns of a chart', () => {
  it('have every value at its time, every gap as a gap, and nothing that was not measured', () => {
    const property = fc.property(fc.array(lineArbitrary, { minLength: 1, maxLength: 4 }), lines => {
      const [times, ...columns] = columnsOf(lines);
      expect(times).toEqual([...new Set(lines.flatMap(({ at }) => at))].sort((a, b) => a - b));
      lines.forEach(({ at, values }, index) => {
        times.forEach((time, place) => {
          const own = at.indexOf(time);
          expect(columns[index]?.[place]).toBe(own < 0 ? undefined : values[own]);
        });
      });
    });
    fc.assert(property, propertyRuns());
  });
});

describe('a value of a line', () => {
  it('is the last one as long as no more than two periods are missing after it', () => {
    expect(lastValue(line([0, 60, 120], [1, 2, 3]))).toBe(3);
    expect(lastValue(line([0, 60, 120], [1, null, null]))).toBe(1);
    expect(lastValue(line([0, 60, 120, 180], [1, null, null, null]))).toBeUndefined();
    expect(lastValue(line([0], [0]))).toBe(0);
    expect(lastValue(line([], []))).toBeUndefined();
  });

  it('is that of the nearest point, a gap is one, and far away there is none', () => {
    const held = line([0, 60, 120], [1, null, 3]);
    expect(valueAt(held, 25)).toBe(1);
    expect(valueAt(held, 65)).toBeNull();
    expect(valueAt(held, 170)).toBe(3);
    expect(valueAt(held, 181)).toBeUndefined();
  });

  it('is found wherever one looks', () => {
    const times = fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 1 });
    const property = fc.property(times, fc.integer({ min: -10, max: 1010 }), (unsorted, time) => {
      const at = [...unsorted].sort((a, b) => a - b);
      const found = at[nearest(at, time)] ?? NaN;
      expect(Math.abs(found - time)).toBe(Math.min(...at.map(one => Math.abs(one - time))));
    });
    fc.assert(property, propertyRuns());
  });
});

it('shows the points of a span, both ends among them', () => {
  expect(within(line([0, 60, 120], [1, 2, 3]), { from: 60, to: 120 })).toMatchObject({
    at: [60, 120],
    values: [2, 3],
  });
  expect(within(line([0, 60], [1, 2]), { from: 70, to: 120 })).toMatchObject({ at: [], values: [] });
});

it('draws what stands alone as a point, because no line shows it', () => {
  expect(lonely([1, null, 2, 3, null, 0])).toEqual([0, 5]);
  expect(lonely([null, 4, undefined, 5])).toEqual([1, 3]);
});
