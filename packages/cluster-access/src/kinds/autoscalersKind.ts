import { z } from 'zod';
import type { WatchedKind } from '../types';
import { type Condition, conditions } from './condition';
import { namespacedMetadata } from './metadata';
import { each, part, text, whole } from './tolerant';

/** One metric of an autoscaler, as people read it: `94 %`, `512Mi`. */
export interface MetricReading {
  name: string;
  current?: string;
  target?: string;
}

/** One HorizontalPodAutoscaler. */
export interface AutoscalerRow {
  uid: string;
  namespace: string;
  name: string;
  labels: Record<string, string>;
  createdAt?: string;
  target: { apiVersion?: string; kind: string; name: string };
  min: number;
  max: number;
  current: number;
  desired: number;
  lastScaledAt?: string;
  metrics: MetricReading[];
  conditions: Condition[];
}

const value = part({ averageUtilization: whole, averageValue: text, value: text });
const metricName = part({ name: text });
const source = { name: text, container: text, metric: metricName, target: value, current: value };
const metric = z.object({
  type: z.string(),
  resource: part(source),
  containerResource: part(source),
  pods: part(source),
  object: part(source),
  external: part(source),
});
type Metric = z.infer<typeof metric>;

const autoscalerSchema = z.object({
  metadata: namespacedMetadata,
  spec: z.object({
    scaleTargetRef: z.object({ apiVersion: text, kind: z.string(), name: z.string() }),
    minReplicas: whole,
    maxReplicas: z.number().int(),
    metrics: each(metric),
  }),
  status: part({
    lastScaleTime: text,
    currentReplicas: whole,
    desiredReplicas: whole,
    currentMetrics: each(metric),
    conditions,
  }),
});

function sourceOf({ resource, containerResource, pods, object, external }: Metric) {
  return resource ?? containerResource ?? pods ?? object ?? external;
}

function nameOf(one: Metric): string | undefined {
  const from = sourceOf(one);
  const name = from?.name ?? from?.metric?.name;
  return name !== undefined && from?.container !== undefined ? `${name} of ${from.container}` : name;
}

function written(reading: z.infer<typeof value>): string | undefined {
  return reading?.averageUtilization === undefined
    ? (reading?.averageValue ?? reading?.value)
    : `${reading.averageUtilization} %`;
}

/** A metric that could not be read is among the current ones without a name. */
function readings(wanted: readonly Metric[], seen: readonly Metric[]): MetricReading[] {
  return wanted.flatMap(one => {
    const name = nameOf(one);
    if (name === undefined) {
      return [];
    }
    const now = seen.find(other => other.type === one.type && nameOf(other) === name);
    const current = now && written(sourceOf(now)?.current);
    const target = written(sourceOf(one)?.target);
    return [{ name, ...(current !== undefined && { current }), ...(target !== undefined && { target }) }];
  });
}

function projectAutoscaler(object: unknown): AutoscalerRow | undefined {
  const parsed = autoscalerSchema.safeParse(object);
  if (!parsed.success) {
    return undefined;
  }
  const { metadata, spec, status } = parsed.data;
  return {
    uid: metadata.uid,
    namespace: metadata.namespace,
    name: metadata.name,
    labels: metadata.labels ?? {},
    createdAt: metadata.creationTimestamp,
    target: spec.scaleTargetRef,
    min: spec.minReplicas ?? 1,
    max: spec.maxReplicas,
    current: status?.currentReplicas ?? 0,
    desired: status?.desiredReplicas ?? 0,
    lastScaledAt: status?.lastScaleTime,
    metrics: readings(spec.metrics, status?.currentMetrics ?? []),
    conditions: status?.conditions ?? [],
  };
}

/** HorizontalPodAutoscalers of a cluster. */
export const autoscalersKind: WatchedKind<AutoscalerRow> = {
  type: { group: 'autoscaling', version: 'v2', resource: 'horizontalpodautoscalers' },
  reads: autoscalerSchema,
  project: projectAutoscaler,
};
