import { z } from 'zod';
import { metricNameSchema, metricUnitSchema } from './metrics';

/** Longest answer: AWS refuses more points in one call. */
export const MAX_POINTS = 100_800;

/** A line of a chart. A moment without a value is a gap, never 0. */
export const seriesSchema = z.object({
  metric: metricNameSchema,
  unit: metricUnitSchema,
  /** Whose it is: a member's id, a role (`writer`, `reader`), or absent for the whole database. */
  of: z.string().optional(),
  /** e.g. `average`, `maximum`, `p90` */
  statistic: z.string(),
  periodSeconds: z.number().int().positive(),
  /** Seconds since 1970 of the first value, a multiple of the period. */
  start: z.number().int(),
  values: z.array(z.number().nullable()),
  /** e.g. 90 for CPU: where the verdict changes. */
  limit: z.number().optional(),
});
export type Series = z.infer<typeof seriesSchema>;

/** `GET /databases/:id/metrics`. */
export const metricsAnswerSchema = z.object({
  from: z.string(),
  to: z.string(),
  periodSeconds: z.number().int().positive(),
  series: z.array(seriesSchema),
  /** Metrics that were asked for and have no data, each with why. */
  missing: z.array(z.object({ metric: metricNameSchema, reason: z.string() })),
  /** Where it can not be had now: this was answered `at`, and `reason` says why nothing newer is. */
  aged: z.object({ at: z.string(), reason: z.string() }).optional(),
});
export type MetricsAnswer = z.infer<typeof metricsAnswerSchema>;

/** The key of a series' row in the topic of the live tail: `<metric>/<of>`, with nothing behind the slash for the whole. */
export function seriesKey({ metric, of }: Pick<Series, 'metric' | 'of'>): string {
  return `${metric}/${of ?? ''}`;
}
