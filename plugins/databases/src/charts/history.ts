import { type MetricName, type Series, seriesKey } from '@greenroom/plugin-databases-common';

/** A series as its points: history and live tail may have periods of their own. */
export interface History extends Pick<Series, 'metric' | 'of' | 'unit' | 'statistic' | 'limit'> {
  periodSeconds: number;
  /** Last point of the history that was asked for: what stands behind it has come since, in periods of its own. */
  ends: number;
  /** Seconds since 1970, ascending, each once. */
  at: readonly number[];
  values: readonly (number | null)[];
}

export type Histories = ReadonlyMap<string, History>;

export function historyOf(series: Series): History {
  const { start, periodSeconds, values, metric, of, unit, statistic, limit } = series;
  const at = values.map((_, index) => start + index * periodSeconds);
  return {
    metric,
    of,
    unit,
    statistic,
    limit,
    periodSeconds,
    ends: at.at(-1) ?? start,
    at,
    values,
  };
}

export function historiesOf(series: readonly Series[]): Histories {
  return new Map(series.map(one => [seriesKey(one), historyOf(one)]));
}

/** A hole of more than this many periods is one that nobody measured, or that nobody told us of. */
const HOLE = 1.5;

/**
 * What was held with what has come. A value that came wins; a gap that came takes no value away, because the newest points
 * of a source come late. Where something lies between the two, there is a gap: never a line over it.
 */
export function withTail(held: History, tail: Series): History {
  const came = historyOf(tail);
  const last = held.at.at(-1);
  if (last === undefined) {
    return came;
  }
  const points = new Map(held.at.map((time, index) => [time, held.values[index] ?? null]));
  // Points of another length stand behind those of the history, not between them.
  const earliest = held.periodSeconds === came.periodSeconds ? (held.at[0] ?? last) : held.ends + 1;
  came.at.forEach((time, index) => {
    if (time >= earliest) {
      points.set(time, came.values[index] ?? points.get(time) ?? null);
    }
  });
  const period = last > held.ends ? came.periodSeconds : held.periodSeconds;
  const [first = last] = came.at;
  if (first - last > HOLE * period) {
    points.set(last + period, null);
  }
  const sorted = [...points].sort(([a], [b]) => a - b);
  return {
    ...held,
    limit: tail.limit ?? held.limit,
    at: sorted.map(([time]) => time),
    values: sorted.map(([, value]) => value),
  };
}

/** All of them; a series that has only come is taken as it is, one that only is held stays. */
export function withTails(held: Histories, tails: Iterable<Series>): Histories {
  const next = new Map(held);
  for (const tail of tails) {
    const key = seriesKey(tail);
    const before = held.get(key);
    next.set(key, before ? withTail(before, tail) : historyOf(tail));
  }
  return next;
}

/** Whether points are missing between what is held and what came: the page was away for longer than the tail is. */
export function hasHole(held: Histories, tails: Iterable<Series>): boolean {
  for (const tail of tails) {
    const before = held.get(seriesKey(tail));
    const last = before?.at.at(-1);
    if (
      before &&
      last !== undefined &&
      tail.start - last > HOLE * Math.max(before.periodSeconds, tail.periodSeconds)
    ) {
      return true;
    }
  }
  return false;
}

/** Without what is older: a page that stays open for days does not grow. */
export function since(held: Histories, from: number): Histories {
  return new Map(
    [...held].map(([key, history]) => {
      const first = history.at.findIndex(time => time >= from);
      const start = first < 0 ? history.at.length : first;
      return [
        key,
        start === 0
          ? history
          : { ...history, at: history.at.slice(start), values: history.values.slice(start) },
      ];
    }),
  );
}

/** The series of a metric: the role or member that writes first. */
export function seriesOf(held: Histories, metric: MetricName): History[] {
  return [...held.values()]
    .filter(history => history.metric === metric)
    .sort((a, b) => rank(a.of) - rank(b.of) || ((a.of ?? '') < (b.of ?? '') ? -1 : 1));
}

const rank = (of: string | undefined) => (of === 'writer' || of === 'primary' ? 0 : 1);
