import { textAt } from '../../../kubernetes/json';
import { type Cluster } from '../../Cluster';
import { metricView, type AnalysisRun, type Metric } from './analysisRunView';

/** What stands in the run's way before anything is measured; the message is the real controller's. */
export class AnalysisSpecError extends Error {
  override readonly name = 'AnalysisSpecError';
}

/** The values of the run's arguments, those from Secrets included. @throws AnalysisSpecError */
export function argumentValues(cluster: Cluster, { metadata, spec }: AnalysisRun): Record<string, string> {
  const values = spec.args.map(({ name, value, valueFrom }) => {
    const reference = valueFrom?.secretKeyRef;
    if (!reference) return [name, value] as const;
    const secret = cluster.informer('secrets').get(metadata.namespace, reference.name);
    const data = textAt(secret, 'data', reference.key);
    if (data === undefined) {
      const why = secret
        ? `key '${reference.key}' does not exist in secret '${reference.name}'`
        : `secrets "${reference.name}" not found`;
      throw new AnalysisSpecError(`Unable to resolve metric arguments: ${why}`);
    }
    return [name, Buffer.from(data, 'base64').toString('utf8')] as const;
  });
  const missing = values.find(([, value]) => value === undefined);
  if (missing) {
    throw new AnalysisSpecError(
      `Unable to resolve metric arguments: argument "${missing[0]}" was not supplied`,
    );
  }
  return Object.fromEntries(values.map(([name, value]) => [name, value ?? '']));
}

function resolved(metric: Metric, values: Readonly<Record<string, string>>): Metric {
  const text = JSON.stringify(metric).replace(/\{\{([^{}]*)\}\}/g, (tag, inner: string) => {
    const value = values[inner.trim().replace(/^args\./, '')];
    if (value === undefined) {
      throw new AnalysisSpecError(`Unable to resolve metric arguments: failed to resolve ${tag}`);
    }
    return JSON.stringify(value).slice(1, -1);
  });
  return metricView.parse(JSON.parse(text));
}

function checked(metrics: Metric[]): Metric[] {
  const refuse = (why: string) => {
    throw new AnalysisSpecError(`Analysis spec invalid: ${why}`);
  };
  if (metrics.length === 0) refuse('no metrics specified');
  metrics.forEach((metric, index) => {
    if (Number(metric.count ?? 0) > 1 && !metric.interval) {
      refuse(`metrics[${index}]: interval must be specified when count > 1`);
    }
    if (Object.keys(metric.provider).length === 0) refuse(`metrics[${index}]: no provider specified`);
    if (Object.keys(metric.provider).length > 1) refuse(`metrics[${index}]: multiple providers specified`);
  });
  return metrics;
}

/** The metrics of a run with its arguments filled in. @throws AnalysisSpecError */
export function resolveMetrics(run: AnalysisRun, values: Readonly<Record<string, string>>): Metric[] {
  return checked(run.spec.metrics.map(metric => resolved(metric, values)));
}
