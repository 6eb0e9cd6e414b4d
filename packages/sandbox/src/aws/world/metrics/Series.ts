/** What was measured in one minute. */
export interface MinuteStat {
  count: number;
  sum: number;
  minimum: number;
  maximum: number;
}

/** One metric with one set of dimensions. */
export interface MetricSeries {
  unit: string;
  /** @param minute its beginning, milliseconds; undefined where nothing was measured, or has not arrived yet */
  at(minute: number, now: number): MinuteStat | undefined;
}

/** Of several that are one by a common dimension. */
export function together(stats: readonly (MinuteStat | undefined)[]): MinuteStat | undefined {
  const there = stats.flatMap(stat => stat ?? []);
  const [first, ...others] = there;
  return others.reduce(
    (sum, each) =>
      sum && {
        count: sum.count + each.count,
        sum: sum.sum + each.sum,
        minimum: Math.min(sum.minimum, each.minimum),
        maximum: Math.max(sum.maximum, each.maximum),
      },
    first,
  );
}
