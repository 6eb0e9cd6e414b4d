import type { Points } from '../../world/metrics/points';
import { ExpressionError } from './parse';

/** A series with the seconds between its points. */
export interface Series {
  points: Points;
  period: number;
  label: string;
}

export type Value =
  | { kind: 'number'; value: number }
  | { kind: 'text'; value: string }
  | { kind: 'series'; series: Series }
  | { kind: 'list'; list: Series[] };

/** Each of a list, or the one there is. @throws ExpressionError for what is no series */
export function seriesIn(value: Value): Series[] {
  if (value.kind === 'series') return [value.series];
  if (value.kind === 'list') return value.list;
  throw new ExpressionError('It needs a time series');
}

/** Does it to the series, or to every one of a list, or to the number. */
export function mapped(value: Value, change: (each: number) => number): Value {
  if (value.kind === 'number') return { kind: 'number', value: change(value.value) };
  const changed = seriesIn(value).map(series => ({
    ...series,
    points: new Map([...series.points].map(([at, each]) => [at, change(each)])),
  }));
  return likeBefore(value, changed);
}

/** A list stays a list. */
export function likeBefore(value: Value, changed: Series[]): Value {
  const [only] = changed;
  return value.kind === 'series' && only ? { kind: 'series', series: only } : { kind: 'list', list: changed };
}

/** Of two numbers, of a number with each point, or of the points that both have. */
export function combined(left: Value, right: Value, act: (a: number, b: number) => number): Value {
  if (right.kind === 'number') return mapped(left, each => act(each, right.value));
  if (left.kind === 'number') return mapped(right, each => act(left.value, each));
  const [ones, others] = [seriesIn(left), seriesIn(right)];
  const [other] = others;
  if (others.length !== 1 || !other) {
    const [one] = ones;
    if (ones.length !== 1 || !one) throw new ExpressionError('It cannot combine two lists');
    return { kind: 'list', list: others.map(each => joined(one, each, act)) };
  }
  return likeBefore(
    left,
    ones.map(one => joined(one, other, act)),
  );
}

function joined(one: Series, other: Series, act: (a: number, b: number) => number): Series {
  const points = [...one.points].flatMap(([at, value]) => {
    const beside = other.points.get(at);
    return beside === undefined ? [] : [[at, act(value, beside)] as const];
  });
  return { label: one.label, period: Math.max(one.period, other.period), points: new Map(points) };
}
