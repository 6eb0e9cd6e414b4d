import { isWorse, metricPhase, passedLimit } from './assess';
import { isCompleted, type AnalysisRun, type Metric, type MetricResult } from './analysisRunView';

export interface RunAssessment {
  phase: string;
  message: string;
  results: MetricResult[];
  runSummary: Record<string, number>;
  dryRunSummary: Record<string, number>;
}

/** Somebody ended the run, or one of its metrics has failed already. */
export function isTerminating({ spec, status }: AnalysisRun): boolean {
  const ends = ['Failed', 'Error', 'Inconclusive'];
  return spec.terminate || status.metricResults.some(({ dryRun, phase }) => !dryRun && ends.includes(phase));
}

const counters: Record<string, string> = {
  Successful: 'successful',
  Failed: 'failed',
  Error: 'error',
  Inconclusive: 'inconclusive',
};

function count(summary: Record<string, number>, name: string): void {
  summary[name] = (summary[name] ?? 0) + 1;
}

function assessedResult(metric: Metric, result: MetricResult, terminating: boolean): MetricResult {
  const phase = metricPhase(metric, result, terminating);
  if (phase === result.phase) return result;
  const message = result.measurements.at(-1)?.message;
  return { ...result, phase, ...(message && { message }) };
}

function messageOf(metric: Metric, result: MetricResult): string {
  const reason = passedLimit(metric, result)?.reason;
  if (!reason) return '';
  const error = result.message ? `: "Error Message: ${result.message}"` : '';
  return `Metric "${metric.name}" assessed ${result.phase} due to ${reason}${error}`;
}

/**
 * Judges a run by what was measured. A run that is ended early is what its completed metrics are at worst, and
 * `Successful` with `Run Terminated` when there are none: that is not a passed analysis.
 */
export function assessRun(run: AnalysisRun, metrics: Metric[], measured: MetricResult[]): RunAssessment {
  const terminating = isTerminating(run);
  const results = metrics.flatMap(metric => {
    const result = measured.find(({ name }) => name === metric.name);
    return result ? [{ metric, result: assessedResult(metric, result, terminating) }] : [];
  });
  const runSummary: Record<string, number> = {};
  const dryRunSummary: Record<string, number> = {};
  const worst: { phase?: string; message: string } = { message: run.spec.terminate ? 'Run Terminated' : '' };
  for (const { name } of metrics) {
    const isDry = measured.some(result => result.name === name && result.dryRun);
    count(isDry ? dryRunSummary : runSummary, 'count');
  }
  for (const { metric, result } of results.filter(each => isCompleted(each.result.phase))) {
    const phase = passedLimit(metric, result)?.phase ?? 'Successful';
    count(result.dryRun ? dryRunSummary : runSummary, counters[phase] ?? 'successful');
    if (result.dryRun) worst.phase ??= 'Successful';
    else if (isWorse(result.phase, worst.phase)) {
      worst.phase = result.phase;
      worst.message = messageOf(metric, result) || worst.message;
    }
  }
  const completed =
    results.length === metrics.length && results.every(({ result }) => isCompleted(result.phase));
  const ended = terminating || (completed && worst.phase !== undefined);
  return {
    phase: ended ? (worst.phase ?? 'Successful') : 'Running',
    message: ended ? worst.message : '',
    results: results.map(({ result }) => result),
    runSummary,
    dryRunSummary,
  };
}
