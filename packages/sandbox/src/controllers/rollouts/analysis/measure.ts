import { z } from 'zod';
import { at } from '../../../kubernetes/json';
import { numberText } from '../../../prometheus/numberText';
import type { MetricLookup } from '../../ImageBehaviour';
import type { PrometheusQueries, PrometheusResult } from '../../PrometheusQueries';
import type { Measurement, Metric } from './analysisRunView';
import { evaluateCondition } from './expression';

/** Who answers what metrics ask. */
export interface Providers {
  prometheus: PrometheusQueries;
  web: MetricLookup;
  signal: AbortSignal;
}

interface Result {
  /** What conditions see as `result`. */
  result: unknown;
  /** What the measurement keeps of it. */
  value: string;
}

class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** A web answer is the number itself, or an object with that number in every field the conditions look at. */
function answer(metric: Metric, number: number | undefined): Result {
  if (number === undefined) throw new NoAnswer('received non 2xx response code: 404');
  const conditions = `${metric.successCondition ?? ''} ${metric.failureCondition ?? ''}`;
  const fields = [...conditions.matchAll(/\bresult\.(\w+)/g)].map(
    ([, field]) => [field ?? '', number] as const,
  );
  const result = fields.length ? Object.fromEntries(fields) : number;
  return { result, value: JSON.stringify(result) };
}

/** Where nothing is said. */
const queryTimeoutSeconds = 30;

const prometheusView = z.object({
  address: z.string().optional(),
  query: z.string().default(''),
  timeout: z.number().default(queryTimeoutSeconds),
  headers: z.array(z.object({ key: z.string(), value: z.string() })).default([]),
});

function ask(provider: unknown, { prometheus, signal }: Providers): Result | Promise<Result> {
  const { address, query, timeout, headers } = prometheusView.parse(provider);
  if (!address) throw new NoAnswer('prometheus address is not configured');
  const answered = prometheus({
    address,
    query,
    headers: Object.fromEntries(headers.map(({ key, value }) => [key, value])),
    timeoutSeconds: timeout || queryTimeoutSeconds,
    signal,
  });
  return answered instanceof Promise ? answered.then(resultOf) : resultOf(answered);
}

function resultOf(answered: PrometheusResult): Result {
  if (answered.type === 'scalar') return { result: answered.value, value: numberText(answered.value) };
  return { result: answered.values, value: `[${answered.values.map(numberText).join(',')}]` };
}

function resultOfMetric(
  metric: Metric,
  providers: Providers,
  args: Readonly<Record<string, string>>,
): Result | Promise<Result> {
  const url = at(metric.provider, 'web', 'url');
  if (typeof url === 'string') return answer(metric, providers.web(url, args));
  const { prometheus } = metric.provider;
  if (prometheus !== undefined) return ask(prometheus, providers);
  throw new NoAnswer('no valid provider in metric');
}

/** The phase of a measurement by the metric's conditions: with one of them alone, not it is the other. @throws ExpressionError */
function phaseBy({ successCondition, failureCondition }: Metric, result: unknown): string {
  const succeeded = successCondition ? evaluateCondition(successCondition, result) : undefined;
  const failed = failureCondition ? evaluateCondition(failureCondition, result) : undefined;
  if (failed) return 'Failed';
  if (succeeded) return 'Successful';
  if (succeeded === false && failed === false) return 'Inconclusive';
  return succeeded === false ? 'Failed' : 'Successful';
}

/**
 * Takes one measurement: at once, or when its provider has answered. A provider that fails makes it an error with its
 * message; it never rejects.
 * @param now RFC 3339
 */
export function measure(
  metric: Metric,
  providers: Providers,
  args: Readonly<Record<string, string>>,
  now: () => string,
): Measurement | Promise<Measurement> {
  const startedAt = now();
  const failed = (error: unknown): Measurement => {
    const message = error instanceof Error ? error.message : String(error);
    return { startedAt, finishedAt: now(), phase: 'Error', message };
  };
  const judged = ({ result, value }: Result): Measurement => {
    const phase = phaseBy(metric, result);
    return { startedAt, finishedAt: now(), phase, value };
  };
  try {
    const answered = resultOfMetric(metric, providers, args);
    return answered instanceof Promise ? answered.then(judged).catch(failed) : judged(answered);
  } catch (error) {
    return failed(error);
  }
}
