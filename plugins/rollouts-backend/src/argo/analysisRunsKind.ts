import { argo, type ToldAnalysis, type WatchedKind } from '@greenroom/cluster-access';
import { z } from 'zod';
import type { AnalysisRunRow, MetricRow } from './rows';
import { each, part, text, whole } from './tolerant';

const { metadata, METRIC_STOPPED, phaseOf, RUN_STOPPED } = argo;

const runSchema = z.object({
  metadata,
  spec: part({
    metrics: each(
      z.object({
        name: z.string(),
        count: z.union([z.number(), z.string()]).optional().catch(undefined),
        interval: text,
        successCondition: text,
        failureCondition: text,
      }),
    ),
  }),
  status: part({
    phase: text,
    message: text,
    startedAt: text,
    metricResults: each(
      z.object({
        name: z.string(),
        phase: text,
        message: text,
        count: whole,
        measurements: each(
          z.object({ phase: text, message: text, value: text, startedAt: text, finishedAt: text }),
        ),
      }),
    ),
  }),
});
type RunObject = z.infer<typeof runSchema>;
type MetricSpec = NonNullable<RunObject['spec']>['metrics'][number];
type MetricResult = NonNullable<RunObject['status']>['metricResults'][number];

/** The controller keeps the last ten measurements; so do we. */
const MEASUREMENTS = 10;
/** A measured value may be a whole document: a page shows its beginning. */
const VALUE_CHARACTERS = 200;

/** One measurement unless a count is asked for; with an interval alone it goes on until it is stopped. */
function wantedMeasurements({ count, interval }: MetricSpec): number | undefined {
  const asked = Number(count ?? NaN);
  if (Number.isInteger(asked) && asked > 0) {
    return asked;
  }
  return interval === undefined ? 1 : undefined;
}

function projectMetric(spec: MetricSpec, result: MetricResult | undefined): MetricRow {
  const limits = [spec.successCondition, spec.failureCondition && `not ${spec.failureCondition}`];
  return {
    name: spec.name,
    phase: phaseOf(result?.phase, result?.message, METRIC_STOPPED),
    limit: limits.filter(limit => limit !== undefined).join(' and ') || undefined,
    wanted: wantedMeasurements(spec),
    measured: result?.count ?? 0,
    message: result?.message,
    measurements: (result?.measurements ?? []).slice(-MEASUREMENTS).map(measurement => ({
      at: measurement.finishedAt ?? measurement.startedAt,
      value: measurement.value?.slice(0, VALUE_CHARACTERS),
      phase: phaseOf(measurement.phase, measurement.message, METRIC_STOPPED),
      message: measurement.message,
    })),
  };
}

const places: Readonly<Record<string, ToldAnalysis['when']>> = {
  PrePromotion: 'before-promotion',
  PostPromotion: 'after-promotion',
  Step: 'step',
  Background: 'background',
};

function projectAnalysisRun(object: unknown): AnalysisRunRow | undefined {
  const parsed = runSchema.safeParse(object);
  if (!parsed.success) {
    return undefined;
  }
  const { metadata: meta, spec, status } = parsed.data;
  const results = new Map((status?.metricResults ?? []).map(result => [result.name, result]));
  return {
    uid: meta.uid,
    namespace: meta.namespace,
    name: meta.name,
    owner: meta.ownerReferences.find(({ controller }) => controller)?.uid,
    when: places[meta.labels?.['rollout-type'] ?? ''],
    revision: meta.labels?.['rollouts-pod-template-hash'],
    phase: phaseOf(status?.phase, status?.message, RUN_STOPPED),
    message: status?.message,
    createdAt: meta.creationTimestamp,
    startedAt: status?.startedAt,
    metrics: (spec?.metrics ?? []).map(metric => projectMetric(metric, results.get(metric.name))),
  };
}

/** Argo's AnalysisRuns of a cluster. */
export const analysisRunsKind: WatchedKind<AnalysisRunRow> = {
  type: { group: 'argoproj.io', version: 'v1alpha1', resource: 'analysisruns' },
  reads: runSchema,
  project: projectAnalysisRun,
};
