import type { AnalysisMetric } from '@greenroom/plugin-rollouts-common';
import { count } from '@greenroom/plugin-portal-react';
import { limitWords, readLimit, readValue } from './limit';

/** A metric as a small line: numbers, with gaps where nothing could be measured. */
export interface Series {
  values: readonly (number | undefined)[];
  bound: number | undefined;
  /** The last number, or the last answer as it was given. */
  last: string | undefined;
  limit: string | undefined;
  /** The line in words, for those who do not see it. */
  summary: string;
}

/** At most this many of the newest measurements are drawn. */
const MOST_VALUES = 60;

export function seriesOf(metric: AnalysisMetric): Series {
  const limit = readLimit(metric.limit);
  const measured = metric.measurements.slice(-MOST_VALUES);
  const values = measured.map(({ value }) => readValue(value, limit?.path ?? []));
  const lastNumber = values.at(-1);
  const last = lastNumber === undefined ? measured.at(-1)?.value : formatNumber(lastNumber);
  return {
    values,
    bound: limit?.bound,
    last,
    limit: limitWords(metric.limit),
    summary: summarise(values, metric, last),
  };
}

/** Four significant figures are what a line of this size can show; large numbers stay whole. */
export function formatNumber(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: Math.abs(value) >= 1000 ? 6 : 4 });
}

function summarise(
  values: Series['values'],
  { measurements, limit }: AnalysisMetric,
  last: string | undefined,
): string {
  const numbers = values.filter(value => value !== undefined);
  const gaps = values.length - numbers.length;
  const range =
    numbers.length > 1
      ? [`between ${formatNumber(Math.min(...numbers))} and ${formatNumber(Math.max(...numbers))}`]
      : [];
  return [
    count(measurements.length, 'measurement'),
    ...(last === undefined ? [] : [`last ${last}`]),
    ...range,
    ...(gaps > 0 ? [`${gaps} without a number`] : []),
    ...(limit ? [`limit ${limitWords(limit)}`] : []),
  ].join(', ');
}

/** Where a line goes in a box of `width` × `height`: strokes between gaps, and the height of the limit. */
export interface Line {
  strokes: readonly (readonly { x: number; y: number }[])[];
  boundY: number | undefined;
}

/** Scales values and limit together, so that their distance on the screen is the truth. */
export function drawLine(
  { values, bound }: Pick<Series, 'values' | 'bound'>,
  width: number,
  height: number,
): Line {
  const numbers = [...values, bound].filter(value => value !== undefined);
  const low = Math.min(...numbers);
  const span = Math.max(...numbers) - low;
  const edge = 3;
  const y = (value: number) =>
    span === 0 ? height / 2 : height - edge - ((value - low) / span) * (height - 2 * edge);
  const x = (index: number) => (values.length < 2 ? width / 2 : (index / (values.length - 1)) * width);
  const strokes: { x: number; y: number }[][] = [[]];
  values.forEach((value, index) => {
    if (value === undefined) {
      strokes.push([]);
    } else {
      strokes.at(-1)?.push({ x: x(index), y: y(value) });
    }
  });
  return {
    strokes: strokes.filter(points => points.length > 0),
    boundY: bound === undefined || !values.some(value => value !== undefined) ? undefined : y(bound),
  };
}
