import type { MetricName } from '@greenroom/plugin-databases-common';

/** What was measured at one look; rates are over the time since the look before. */
export interface Sample {
  /** Seconds since 1970. */
  at: number;
  /** By metric, and by whose it is (`''` for the whole database). Absent: not measured, which is a gap. */
  values: Partial<Record<MetricName, Record<string, number>>>;
}

/** At a look each ten seconds: six hours. */
const MOST = 2_160;

/** The samples of one database since the portal watches it, the oldest forgotten. */
export class Samples {
  #samples: Sample[] = [];

  add(sample: Sample): void {
    this.#samples.push(sample);
    if (this.#samples.length > MOST) {
      this.#samples = this.#samples.slice(-MOST);
    }
  }

  /** Seconds since 1970 of the oldest. */
  get since(): number | undefined {
    return this.#samples[0]?.at;
  }

  /** Whose values of a metric there are. */
  whose(metric: MetricName): string[] {
    return [...new Set(this.#samples.flatMap(({ values }) => Object.keys(values[metric] ?? {})))].sort();
  }

  /** A value for each period from `from` to before `to`: the mean of what was measured in it, or a gap. */
  values(
    metric: MetricName,
    of: string,
    { from, to, period }: { from: number; to: number; period: number },
  ): (number | null)[] {
    const sums = new Array<{ sum: number; n: number }>(Math.max(0, Math.ceil((to - from) / period)));
    for (const { at, values } of this.#samples) {
      const value = values[metric]?.[of];
      const i = Math.floor((at - from) / period);
      if (value !== undefined && i >= 0 && i < sums.length) {
        const { sum, n } = sums[i] ?? { sum: 0, n: 0 };
        sums[i] = { sum: sum + value, n: n + 1 };
      }
    }
    return Array.from(sums, one => (one ? one.sum / one.n : null));
  }
}
