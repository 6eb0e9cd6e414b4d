import { type MetricName, metricNameSchema } from '@greenroom/plugin-databases-common';
import { z } from 'zod';

const valuesSchema = z.record(z.string(), z.record(z.string(), z.number()));

/** What was measured at one look; rates are over the time since the look before. */
export interface Sample {
  /** Seconds since 1970. */
  at: number;
  /** By metric, and by whose it is (`''` for the whole database). Absent: not measured, which is a gap. */
  values: Partial<Record<MetricName, Record<string, number>>>;
}

/** As another replica wrote it, perhaps of a version that measures something else too. Throws for what is no sample. */
export function readValues(json: string): Sample['values'] {
  const values = Object.entries(valuesSchema.parse(JSON.parse(json)));
  return Object.fromEntries(values.filter(([name]) => metricNameSchema.safeParse(name).success));
}

/** Whose values of a metric there are. */
export function whose(samples: readonly Sample[], metric: MetricName): string[] {
  return [...new Set(samples.flatMap(({ values }) => Object.keys(values[metric] ?? {})))].sort();
}

/** A value for each period from `from` to before `to`: the mean of what was measured in it, or a gap. */
export function valuesIn(
  samples: readonly Sample[],
  { metric, of }: { metric: MetricName; of: string },
  { from, to, period }: { from: number; to: number; period: number },
): (number | null)[] {
  const sums = new Array<{ sum: number; n: number }>(Math.max(0, Math.ceil((to - from) / period)));
  for (const { at, values } of samples) {
    const value = values[metric]?.[of];
    const i = Math.floor((at - from) / period);
    if (value !== undefined && i >= 0 && i < sums.length) {
      const { sum, n } = sums[i] ?? { sum: 0, n: 0 };
      sums[i] = { sum: sum + value, n: n + 1 };
    }
  }
  return Array.from(sums, one => (one ? one.sum / one.n : null));
}
