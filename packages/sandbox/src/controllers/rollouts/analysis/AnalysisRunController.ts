import { jsonEqual } from '../../../kubernetes/json';
import { type KubeObject } from '../../../kubernetes/types';
import { type Cluster } from '../../Cluster';
import { keyOf } from '../../Informer';
import { stamp } from '../../moments';
import { asJson, type JsonObject } from '../../views';
import { type WorkQueue } from '../../WorkQueue';
import {
  isCompleted,
  readAnalysisRun,
  type AnalysisRun,
  type Measurement,
  type Metric,
  type MetricResult,
} from './analysisRunView';
import { assessRun, isTerminating, type RunAssessment } from './assessRun';
import { durationOf } from './duration';
import { measure, type Providers } from './measure';
import { AnalysisSpecError, argumentValues, resolveMetrics } from './resolveMetrics';
import { effectiveCount } from './templates';

const resource = 'analysisruns.argoproj.io';
const component = 'rollouts-controller';
/** Between two tries of a measurement that had an error. */
const errorInterval = 10_000;
const keptMeasurements = 10;

/** The measurements of a run that are due together: their providers may take a while to answer. */
interface Round {
  uid: string;
  startedAt: string;
  /** By metric; absent until all have answered. */
  taken?: ReadonlyMap<string, Measurement>;
}

/**
 * Takes the measurements of analysis runs and judges them. Nothing is written of a run before all measurements of a
 * round have been answered, as in the real controller, whose workers wait for them.
 */
export class AnalysisRunController {
  private readonly queue: WorkQueue;
  private readonly rounds = new Map<string, Round>();
  private readonly stopping = new AbortController();
  private readonly providers: Providers;

  constructor(private readonly cluster: Cluster) {
    this.queue = cluster.queue('analysis', key => this.reconcile(key), 10);
    const { prometheus, metrics: web } = cluster;
    this.providers = { prometheus, web, signal: this.stopping.signal };
    cluster.onStop(() => this.stopping.abort());
  }

  start(): void {
    this.cluster.informer(resource).onEvent(({ object }) => this.queue.add(keyOf(object)));
  }

  private reconcile(key: string): void {
    const stored = this.cluster.informer(resource).byKey(key);
    const run = stored && readAnalysisRun(stored);
    if (!stored || !run || isCompleted(run.status.phase) || run.metadata.deletionTimestamp) {
      this.rounds.delete(key);
      return;
    }
    try {
      this.advance(stored, run);
    } catch (error) {
      if (!(error instanceof AnalysisSpecError)) throw error;
      this.write(stored, { phase: 'Error', message: error.message });
      this.announce(stored, 'AnalysisRunError', 'Analysis Completed. Result: Error', true);
    }
  }

  private advance(stored: KubeObject, run: AnalysisRun): void {
    const values = argumentValues(this.cluster, run);
    const metrics = resolveMetrics(run, values);
    const round = this.roundOf(run, metrics, values);
    if (!round.taken) return;
    const { startedAt, taken } = round;
    const measured = metrics.flatMap(metric => {
      const [result, measurement] = [resultOf(run, metric), taken.get(metric.name)];
      const next = measurement ? this.measured(run, metric, result, measurement) : result;
      return next ? [next] : [];
    });
    const assessment = assessRun(run, metrics, measured);
    this.announceMetrics(stored, run, assessment);
    this.persist(stored, run, startedAt, assessment);
    this.rounds.delete(keyOf(stored));
    this.requeue(run, metrics, startedAt, assessment);
  }

  /** The round that is under way or not yet written, else a new one of what is due. */
  private roundOf(run: AnalysisRun, metrics: Metric[], values: Readonly<Record<string, string>>): Round {
    const { namespace, name, uid } = run.metadata;
    const key = `${namespace}/${name}`;
    const known = this.rounds.get(key);
    if (known?.uid === uid) return known;
    const startedAt = run.status.startedAt ?? this.now();
    const due = isTerminating(run)
      ? []
      : metrics.filter(metric => this.untilDue(run, metric, startedAt) <= 0);
    const round: Round = { uid, startedAt };
    this.rounds.set(key, round);
    const taken = this.take(run, due, values);
    if (taken instanceof Map) round.taken = taken;
    else {
      void taken.then(answered => {
        round.taken = answered;
        if (this.rounds.get(key) === round) this.queue.add(key);
      });
    }
    return round;
  }

  /** Measures each: at once, if none takes its time. */
  private take(
    run: AnalysisRun,
    due: readonly Metric[],
    values: Readonly<Record<string, string>>,
  ): Map<string, Measurement> | Promise<Map<string, Measurement>> {
    const asked = due.map(metric => {
      const measurement = measure(metric, this.providers, values, () => this.now());
      return measurement instanceof Promise
        ? measurement.then(answered => this.note(run, metric, answered))
        : this.note(run, metric, measurement);
    });
    const answered = asked.flatMap(each => (each instanceof Promise ? [] : [each]));
    if (answered.length === asked.length) return new Map(answered);
    return Promise.all(asked).then(all => new Map(all));
  }

  /** The next measurement of the metric is counted from this moment. */
  private note(run: AnalysisRun, metric: Metric, measurement: Measurement): [string, Measurement] {
    this.cluster.moments.set(aboutMetric(run, metric), measurement.finishedAt ?? this.now());
    return [metric.name, measurement];
  }

  private now(): string {
    return stamp(this.cluster.clock.now());
  }

  private measured(
    run: AnalysisRun,
    metric: Metric,
    before: MetricResult | undefined,
    measurement: Measurement,
  ): MetricResult {
    const dryRun = run.spec.dryRun.some(rule => new RegExp(rule.metricName).test(metric.name));
    return counted(before ?? emptyResult(metric.name, dryRun), measurement, retention(run, metric));
  }

  /** Milliseconds until the next measurement of the metric; Infinity when there is none to come. */
  private untilDue(
    run: AnalysisRun,
    metric: Metric,
    startedAt: string,
    result = resultOf(run, metric),
  ): number {
    if (result && isCompleted(result.phase)) return Infinity;
    const last = result?.measurements.at(-1);
    const { moments } = this.cluster;
    if (!result || !last) {
      const delay = durationOf(metric.initialDelay);
      return delay === undefined ? 0 : delay - moments.since(`${run.metadata.uid} start`, startedAt);
    }
    const count = effectiveCount(metric);
    if (count !== undefined && result.count >= count) return Infinity;
    const interval = last.phase === 'Error' ? errorInterval : (durationOf(metric.interval) ?? errorInterval);
    return interval - moments.since(aboutMetric(run, metric), last.finishedAt ?? startedAt);
  }

  private requeue(
    run: AnalysisRun,
    metrics: Metric[],
    startedAt: string,
    { phase, results }: RunAssessment,
  ): void {
    if (isCompleted(phase)) return;
    const waits = metrics.map(metric =>
      this.untilDue(
        run,
        metric,
        startedAt,
        results.find(({ name }) => name === metric.name),
      ),
    );
    const next = Math.min(...waits);
    if (next !== Infinity)
      this.queue.addAfter(`${run.metadata.namespace}/${run.metadata.name}`, Math.max(0, next));
  }

  private persist(stored: KubeObject, run: AnalysisRun, startedAt: string, assessment: RunAssessment): void {
    const { phase, message, results, runSummary, dryRunSummary } = assessment;
    const ended = isCompleted(phase);
    this.write(stored, {
      ...(run.status.phase !== phase && { phase, message: message || undefined }),
      metricResults: results.map(resultJson),
      runSummary,
      dryRunSummary,
      startedAt,
      ...(ended && { completedAt: this.now() }),
    });
    if (ended) {
      const bad = phase === 'Error' || phase === 'Failed';
      this.announce(stored, `AnalysisRun${phase}`, `Analysis Completed. Result: ${phase}`, bad);
    }
  }

  private write(stored: KubeObject, changes: object): void {
    const status = asJson(changes);
    if (jsonEqual({ ...stored.status, ...status }, stored.status)) return;
    const { namespace, name } = stored.metadata;
    this.cluster.apiAs(component).patch({ resource, namespace, name }, { status });
  }

  private announceMetrics(stored: KubeObject, run: AnalysisRun, { results }: RunAssessment): void {
    for (const { name, phase } of results) {
      const before = run.status.metricResults.find(result => result.name === name);
      if (before?.phase === phase || !isCompleted(phase)) continue;
      const bad = phase === 'Error' || phase === 'Failed';
      this.announce(stored, `Metric${phase}`, `Metric '${name}' Completed. Result: ${phase}`, bad);
    }
  }

  private announce(stored: KubeObject, reason: string, message: string, isWarning: boolean): void {
    const type = isWarning ? 'Warning' : 'Normal';
    this.cluster.events.record(component, stored, { type, reason, message });
  }
}

function aboutMetric(run: AnalysisRun, metric: Metric): string {
  return `${run.metadata.uid} metric ${metric.name}`;
}

function resultOf(run: AnalysisRun, { name }: Metric): MetricResult | undefined {
  return run.status.metricResults.find(result => result.name === name);
}

function emptyResult(name: string, dryRun: boolean): MetricResult {
  const counts = { count: 0, successful: 0, failed: 0, inconclusive: 0, error: 0 };
  return {
    name,
    phase: 'Running',
    ...(dryRun && { dryRun }),
    ...counts,
    consecutiveError: 0,
    consecutiveSuccess: 0,
    measurements: [],
  };
}

function retention(run: AnalysisRun, { name }: Metric): number {
  const rule = run.spec.measurementRetention.find(({ metricName }) => new RegExp(metricName).test(name));
  return rule && rule.limit > 0 ? rule.limit : keptMeasurements;
}

function counted(
  result: MetricResult,
  measurement: MetricResult['measurements'][number],
  kept: number,
): MetricResult {
  const { phase } = measurement;
  const isError = phase === 'Error';
  return {
    ...result,
    count: result.count + (isError ? 0 : 1),
    successful: result.successful + (phase === 'Successful' ? 1 : 0),
    failed: result.failed + (phase === 'Failed' ? 1 : 0),
    inconclusive: result.inconclusive + (phase === 'Inconclusive' ? 1 : 0),
    error: result.error + (isError ? 1 : 0),
    consecutiveError: isError ? result.consecutiveError + 1 : 0,
    consecutiveSuccess: phase === 'Successful' ? result.consecutiveSuccess + 1 : 0,
    measurements: [...result.measurements, measurement].slice(-kept),
  };
}

/** Zero counts are left out. */
function resultJson(result: MetricResult): JsonObject {
  const entries = Object.entries(asJson(result)).filter(([, value]) => value !== 0 && value !== false);
  return Object.fromEntries(entries);
}
