import type { AnalysisMetric } from '@greenroom/plugin-rollouts-common';
import { drawLine, formatNumber, seriesOf } from './series';

const metric = (
  values: (string | undefined)[],
  limit: string | undefined = 'result[0] >= 0.99',
): AnalysisMetric => ({
  name: 'success-rate',
  phase: 'running',
  limit,
  measurements: values.map(value => ({ value, phase: 'passed' })),
});

it.each([
  [['[0.9992]', '[0.9994]'], '2 measurements, last 0.9994, between 0.9992 and 0.9994, limit ≥ 0.99'],
  [['[0.9992]'], '1 measurement, last 0.9992, limit ≥ 0.99'],
  [['[0.9992]', undefined], '2 measurements, 1 without a number, limit ≥ 0.99'],
  [['not a number'], '1 measurement, last not a number, 1 without a number, limit ≥ 0.99'],
  [[], '0 measurements, limit ≥ 0.99'],
])('puts %j into words', (values, summary) => {
  expect(seriesOf(metric(values)).summary).toBe(summary);
});

it('has neither bound nor limit without a condition', () => {
  const series = seriesOf({ ...metric(['1']), limit: undefined });
  expect(series).toMatchObject({ bound: undefined, limit: undefined, summary: '1 measurement, last 1' });
});

it('draws the newest of a long run', () => {
  const series = seriesOf(metric(Array.from({ length: 200 }, (_, index) => `${index}`)));
  expect(series.values).toHaveLength(60);
  expect(series.last).toBe('199');
  expect(series.summary).toMatch(/^200 measurements/);
});

it.each([
  [0.99942, '0.9994'],
  [99.941, '99.94'],
  [312, '312'],
  [12345.6, '12,345.6'],
])('writes %d', (value, text) => expect(formatNumber(value)).toBe(text));

describe('drawLine', () => {
  it('keeps the order of values and limit', () => {
    const { strokes, boundY } = drawLine({ values: [10, 20], bound: 5 }, 100, 28);
    const [first, second] = strokes[0] ?? [];
    expect(first?.x).toBe(0);
    expect(second?.x).toBe(100);
    expect(second!.y).toBeLessThan(first!.y);
    expect(first!.y).toBeLessThan(boundY!);
  });

  it('stays inside its box', () => {
    const { strokes, boundY } = drawLine({ values: [-5, 1e9, 3], bound: 7 }, 100, 28);
    const heights = [...strokes.flat().map(({ y }) => y), boundY ?? 0];
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...heights)).toBeLessThanOrEqual(28);
  });

  it('leaves a gap where nothing was measured', () => {
    expect(
      drawLine({ values: [1, undefined, 2, 3], bound: undefined }, 90, 28).strokes.map(s => s.length),
    ).toEqual([1, 2]);
  });

  it.each([
    ['nothing', [], 5],
    ['only gaps', [undefined], 5],
  ])('draws %s as nothing', (_, values, bound) => {
    expect(drawLine({ values, bound }, 90, 28)).toEqual({ strokes: [], boundY: undefined });
  });

  it('draws a flat line in the middle', () => {
    expect(drawLine({ values: [5, 5], bound: 5 }, 90, 28).boundY).toBe(14);
  });
});
