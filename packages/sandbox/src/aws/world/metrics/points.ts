import type { MetricSeries, MinuteStat } from './Series';
import type { Statistic } from './statistics';

/** Moments in milliseconds, each with its value, oldest first. */
export type Points = ReadonlyMap<number, number>;

const minute = 60_000;
const day = 86_400_000;

/** How long points of a resolution are kept: a minute, five, an hour. */
const kept = [
  { age: 15 * day, step: minute },
  { age: 63 * day, step: 5 * minute },
  { age: 455 * day, step: 60 * minute },
];

export interface Window {
  start: number;
  end: number;
  /** Seconds. */
  period: number;
  now: number;
}

/** One value for each period in which something was measured: its moment is the period's beginning. */
export function pointsOf(series: MetricSeries, statistic: Statistic, window: Window): Points {
  const { end, now } = window;
  const step = Math.max(minute, window.period * 1_000);
  const points = new Map<number, number>();
  for (let at = firstPeriod(window, step); at < Math.min(end, now); at += step) {
    const stats = minutesOf(series, at, at + step, now);
    if (stats.length > 0) points.set(at, statistic(stats));
  }
  return points;
}

/** Begins at the whole minute, past which a period is not moved, and where points of its length are still kept. */
function firstPeriod({ start, now }: Window, step: number): number {
  const oldest = now - (kept.findLast(each => each.step <= step)?.age ?? 0);
  const rounded = Math.floor(start / minute) * minute;
  if (rounded >= oldest) return rounded;
  return rounded + Math.ceil((oldest - rounded) / step) * step;
}

/** Of what lies long ago only every so many minutes are left, which stand for the others. */
function minutesOf(series: MetricSeries, from: number, to: number, now: number): MinuteStat[] {
  const stride = kept.find(({ age }) => now - from <= age)?.step ?? Infinity;
  const found: MinuteStat[] = [];
  for (let at = from; at < Math.min(to, now); at += stride === 60 * minute ? 15 * minute : stride) {
    const stat = series.at(at, now);
    if (stat) found.push(stat);
  }
  return found;
}
