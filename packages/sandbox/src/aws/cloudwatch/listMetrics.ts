import { z } from 'zod';
import type { JsonOperation } from '../Operation';
import { type Metric, rdsNamespace } from '../world/metrics/Measurements';
import { readInput } from './input';
import { pageAt } from './paging';

const request = z.object({
  Namespace: z.string().optional(),
  MetricName: z.string().optional(),
  Dimensions: z
    .array(z.object({ Name: z.string(), Value: z.string().optional() }))
    .max(10)
    .optional(),
  NextToken: z.string().optional(),
  RecentlyActive: z.literal('PT3H').optional(),
});

const perPage = 500;

export const listMetrics: JsonOperation = {
  answer(input, { region }) {
    const asked = readInput(request, input);
    const all = (asked.Namespace ?? rdsNamespace) === rdsNamespace ? region.measurements.list() : [];
    const found = all.filter(metric => isWanted(metric, asked));
    const { page, ...next } = pageAt(found, asked.NextToken, perPage);
    return { Metrics: page.map(metricShape), ...next };
  },
};

/** Of dimensions that are named without a value any is right; others it may have as well. */
function isWanted(
  { name, dimensions }: Metric,
  { MetricName, Dimensions = [] }: z.infer<typeof request>,
): boolean {
  if (MetricName !== undefined && name !== MetricName) return false;
  return Dimensions.every(({ Name, Value }) => {
    const has = dimensions[Name];
    return has !== undefined && (Value === undefined || Value === has);
  });
}

function metricShape({ name, dimensions }: Metric) {
  return {
    Namespace: rdsNamespace,
    MetricName: name,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
  };
}
