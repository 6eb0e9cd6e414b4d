import { ExpressionError } from './parse';
import { likeBefore, mapped, type Series, seriesIn, type Value } from './Value';

/** In which time an expression is evaluated, in milliseconds. */
export interface Range {
  start: number;
  end: number;
}

type Act = (args: readonly Value[], range: Range) => Value;

/** What can be called in an expression, beside `METRICS`. */
export const functions: Readonly<Record<string, Act>> = {
  ABS: ([value]) => mapped(given(value), Math.abs),
  CEIL: ([value]) => mapped(given(value), Math.ceil),
  FLOOR: ([value]) => mapped(given(value), Math.floor),
  SUM: ([value]) => over(given(value), all => all.reduce((sum, each) => sum + each, 0)),
  AVG: ([value]) => over(given(value), all => all.reduce((sum, each) => sum + each, 0) / all.length),
  MIN: ([value]) => over(given(value), all => Math.min(...all)),
  MAX: ([value]) => over(given(value), all => Math.max(...all)),
  METRIC_COUNT: ([value]) => ({ kind: 'number', value: seriesIn(given(value)).length }),
  PERIOD: ([value]) => ({ kind: 'number', value: seriesIn(given(value))[0]?.period ?? 60 }),
  DIFF: ([value]) => steps(given(value), change => change),
  RATE: ([value]) => steps(given(value), (change, seconds) => change / seconds),
  FILL: ([value, filler], range) => filled(given(value), given(filler), range),
  IF: ([condition, then, otherwise]) => chosen(given(condition), given(then), otherwise),
};

function given(value: Value | undefined): Value {
  if (value) return value;
  throw new ExpressionError('An argument is missing');
}

/** Of a list at each moment, which gives a series; of one series over all its moments, which gives a number. */
function over(value: Value, act: (all: number[]) => number): Value {
  if (value.kind !== 'list') {
    const [series] = seriesIn(value);
    return { kind: 'number', value: act([...(series?.points.values() ?? [])]) };
  }
  const moments = [...new Set(value.list.flatMap(({ points }) => [...points.keys()]))].sort((a, b) => a - b);
  const points = moments.map(at => {
    const there = value.list.flatMap(series => series.points.get(at) ?? []);
    return [at, act(there)] as const;
  });
  const period = Math.max(60, ...value.list.map(series => series.period));
  return { kind: 'series', series: { label: '', period, points: new Map(points) } };
}

/** From each point to the next. */
function steps(value: Value, act: (change: number, seconds: number) => number): Value {
  const changed = seriesIn(value).map(series => {
    const all = [...series.points];
    const points = all.slice(1).map(([at, each], index) => {
      const [before, was] = all[index] ?? [at, each];
      return [at, act(each - was, (at - before) / 1_000)] as const;
    });
    return { ...series, points: new Map(points) };
  });
  return likeBefore(value, changed);
}

/** Where a point is missing: a number, the one before (`REPEAT`), or what lies between (`LINEAR`). */
function filled(value: Value, filler: Value, range: Range): Value {
  return likeBefore(
    value,
    seriesIn(value).map(series => ({ ...series, points: new Map(fill(series, filler, range)) })),
  );
}

function* fill(
  { points, period }: Series,
  filler: Value,
  { start, end }: Range,
): Generator<[number, number]> {
  const step = Math.max(60, period) * 1_000;
  const [first] = points.keys();
  const offset = first === undefined ? 0 : (first - start) % step;
  const known = [...points];
  for (let at = start + offset; at < end; at += step) {
    const value = points.get(at) ?? between(known, at, filler);
    if (value !== undefined) yield [at, value];
  }
}

function between(known: readonly [number, number][], at: number, filler: Value): number | undefined {
  if (filler.kind === 'number') return filler.value;
  const before = known.findLast(([moment]) => moment < at);
  if (filler.kind !== 'text' || !['REPEAT', 'LINEAR'].includes(filler.value)) {
    throw new ExpressionError('FILL takes a number, REPEAT or LINEAR');
  }
  if (filler.value === 'REPEAT' || !before) return before?.[1];
  const after = known.find(([moment]) => moment > at);
  if (!after) return undefined;
  return before[1] + ((after[1] - before[1]) * (at - before[0])) / (after[0] - before[0]);
}

/** Where the condition is not 0 the one, else the other; without another, nothing. */
function chosen(condition: Value, then: Value, otherwise: Value | undefined): Value {
  const [series] = seriesIn(condition);
  const points = [...(series?.points ?? [])].flatMap(([at, holds]) => {
    const value = valueAt(holds === 0 ? otherwise : then, at);
    return value === undefined ? [] : [[at, value] as const];
  });
  return { kind: 'series', series: { label: '', period: series?.period ?? 60, points: new Map(points) } };
}

function valueAt(value: Value | undefined, at: number): number | undefined {
  if (!value) return undefined;
  return value.kind === 'number' ? value.value : seriesIn(value)[0]?.points.get(at);
}
