import { at } from '../../../kubernetes/json';
import { type MetricLookup } from '../../ImageBehaviour';
import { type Measurement, type Metric } from './analysisRunView';
import { evaluateCondition } from './expression';

/** As Go writes a float. */
function text(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (Math.abs(value) === Infinity) return value > 0 ? '+Inf' : '-Inf';
  return String(value);
}

interface Result {
  /** What conditions see as `result`. */
  result: unknown;
  /** What the measurement keeps of it. */
  value: string;
}

/** A query answers with a vector of one sample, or of none. */
function vector(number: number | undefined): Result {
  const samples = number === undefined ? [] : [number];
  return { result: samples, value: `[${samples.map(text).join(',')}]` };
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

function query(metric: Metric, lookup: MetricLookup, args: Readonly<Record<string, string>>): Result {
  const url = at(metric.provider, 'web', 'url');
  if (typeof url === 'string') return answer(metric, lookup(url, args));
  const [provider] = Object.values(metric.provider);
  const asked = at(provider, 'query');
  if (typeof asked === 'string') return vector(lookup(asked, args));
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
 * Takes one measurement. A lookup that throws is a provider that failed: the measurement is an error with that message.
 * @param now RFC 3339
 */
export function measure(
  metric: Metric,
  lookup: MetricLookup,
  args: Readonly<Record<string, string>>,
  now: string,
): Measurement {
  const times = { startedAt: now, finishedAt: now };
  try {
    const { result, value } = query(metric, lookup, args);
    return { ...times, phase: phaseBy(metric, result), value };
  } catch (error) {
    return { ...times, phase: 'Error', message: error instanceof Error ? error.message : String(error) };
  }
}
