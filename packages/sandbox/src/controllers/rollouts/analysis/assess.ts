import { isCompleted, type Metric, type MetricResult } from './analysisRunView';
import { effectiveCount } from './templates';

export interface Assessment {
  phase: string;
  /** Which limit was passed. */
  reason?: string;
}

function limit(value: number | string | undefined, otherwise: number): number {
  return value === undefined ? otherwise : Number(value);
}

/** The limit that the metric has passed, if any: an error weighs more than an inconclusive result, that more than a failure. */
export function passedLimit(metric: Metric, result: MetricResult): Assessment | undefined {
  const failures = limit(metric.failureLimit, 0);
  const inconclusive = limit(metric.inconclusiveLimit, 0);
  const errors = limit(metric.consecutiveErrorLimit, 4);
  if (result.consecutiveError > errors) {
    const reason = `consecutiveErrors (${result.consecutiveError}) > consecutiveErrorLimit (${errors})`;
    return { phase: 'Error', reason };
  }
  if (result.inconclusive > inconclusive) {
    return {
      phase: 'Inconclusive',
      reason: `inconclusive (${result.inconclusive}) > inconclusiveLimit (${inconclusive})`,
    };
  }
  if (failures >= 0 && result.failed > failures) {
    return { phase: 'Failed', reason: `failed (${result.failed}) > failureLimit (${failures})` };
  }
  return undefined;
}

/** With `consecutiveSuccessLimit` a metric that took all its measurements may still have proved nothing. */
function afterLastMeasurement(metric: Metric): string {
  if (limit(metric.consecutiveSuccessLimit, 0) <= 0) return 'Successful';
  return limit(metric.failureLimit, 0) >= 0 ? 'Inconclusive' : 'Failed';
}

/**
 * The phase of a metric by its measurements.
 * @param terminating whether the run is to end now
 */
export function metricPhase(metric: Metric, result: MetricResult, terminating: boolean): string {
  if (isCompleted(result.phase)) return result.phase;
  if (result.measurements.length === 0) return terminating ? 'Successful' : 'Pending';
  const passed = passedLimit(metric, result);
  if (passed) return passed.phase;
  const successes = limit(metric.consecutiveSuccessLimit, 0);
  if (successes > 0 && result.consecutiveSuccess >= successes) return 'Successful';
  const count = effectiveCount(metric);
  if (count !== undefined && result.count >= count) return afterLastMeasurement(metric);
  return terminating ? 'Successful' : 'Running';
}

const fromBest = ['Successful', 'Running', 'Pending', 'Inconclusive', 'Error', 'Failed'];

export function isWorse(phase: string, than: string | undefined): boolean {
  return than === undefined || fromBest.indexOf(phase) > fromBest.indexOf(than);
}
