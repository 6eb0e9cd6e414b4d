import type { MinuteStat } from './Series';

/** Makes one number of the minutes of a period, which are at least one. */
export type Statistic = (minutes: readonly MinuteStat[]) => number;

const sum = (minutes: readonly MinuteStat[]) => minutes.reduce((all, each) => all + each.sum, 0);
const count = (minutes: readonly MinuteStat[]) => minutes.reduce((all, each) => all + each.count, 0);

const simple: Record<string, Statistic> = {
  Average: minutes => sum(minutes) / count(minutes),
  Sum: sum,
  SampleCount: count,
  Minimum: minutes => Math.min(...minutes.map(({ minimum }) => minimum)),
  Maximum: minutes => Math.max(...minutes.map(({ maximum }) => maximum)),
};

/** Undefined for one that is not known. `p90`, `p99.9` and `IQM` among others; trimmed means are not. */
export function statisticOf(name: string): Statistic | undefined {
  const named = Object.hasOwn(simple, name) ? simple[name] : undefined;
  if (named) return named;
  const [, rank] = /^p(\d{1,2}(?:\.\d{0,10})?|100)$/.exec(name) ?? [];
  return rank === undefined ? undefined : minutes => percentile(minutes, Number(rank));
}

/** Of the points that a minute's three numbers stand for: lowest, two around the middle, highest. */
function percentile(minutes: readonly MinuteStat[], rank: number): number {
  const points = minutes.flatMap(pointsOf).sort((one, other) => one - other);
  const position = ((points.length - 1) * rank) / 100;
  const left = points[Math.floor(position)] ?? 0;
  const right = points[Math.ceil(position)] ?? left;
  return left + (right - left) * (position % 1);
}

function pointsOf({ minimum, maximum, sum: all, count: many }: MinuteStat): number[] {
  const average = all / many;
  return [minimum, (minimum + average) / 2, average, (average + maximum) / 2, maximum];
}
