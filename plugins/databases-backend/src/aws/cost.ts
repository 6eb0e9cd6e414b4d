import type { Watching } from '@greenroom/plugin-databases-common';
import type { VitalQuery } from './vitals';

/** CloudWatch's list price of `GetMetricData` in most Regions; it has no free part. US dollars for 1,000 metrics. */
export const DOLLARS_PER_THOUSAND = 0.01;

const DAY = 86_400;

/** What it costs to follow these metrics all day: AWS counts each metric at each time, not calls and not points. */
export function costOf(queries: readonly VitalQuery[], dollarsPerThousand = DOLLARS_PER_THOUSAND): Watching {
  const timesADay = queries.reduce((sum, { followed: { pace } }) => sum + DAY / pace, 0);
  const fastest = Math.min(...queries.map(({ followed: { pace } }) => pace), DAY);
  return {
    metrics: queries.length,
    periodSeconds: fastest,
    dollarsADay: Math.round((timesADay / 1_000) * dollarsPerThousand * 10_000) / 10_000,
  };
}
