import type { Range } from './Prometheus';
import { QueryError } from './QueryError';

const mostPoints = 11_000;
const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
};

/** The moment of an instant query, in milliseconds; now when none is given. @throws QueryError */
export function momentOf(parameters: URLSearchParams, now: number): number {
  return parameters.get('time') ? time(parameters, 'time') : now;
}

/** @throws QueryError in the words of Prometheus */
export function rangeOf(parameters: URLSearchParams): Range {
  const [start, end] = [time(parameters, 'start'), time(parameters, 'end')];
  if (end < start) throw QueryError.of('end', 'end timestamp must not be before start time');
  const step = duration(parameters, 'step');
  if (step <= 0) {
    const why = 'zero or negative query resolution step widths are not accepted. Try a positive integer';
    throw QueryError.of('step', why);
  }
  if ((end - start) / step > mostPoints) {
    const why =
      'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)';
    throw new QueryError('bad_data', why);
  }
  return { start, end, step };
}

/** Seconds since 1970, or RFC 3339. */
function time(parameters: URLSearchParams, name: string): number {
  const text = parameters.get(name) ?? '';
  const isStamp = /^\d{4}-\d\d-\d\dT/.test(text);
  const milliseconds = isStamp ? Date.parse(text) : seconds(text);
  if (Number.isFinite(milliseconds)) return milliseconds;
  throw QueryError.of(name, `cannot parse ${JSON.stringify(text)} to a valid timestamp`);
}

/** Seconds, or as PromQL writes it: `1m30s`. */
function duration(parameters: URLSearchParams, name: string): number {
  const text = parameters.get(name) ?? '';
  const plain = seconds(text);
  if (Number.isFinite(plain)) return plain;
  if (!/^(\d+(ms|[smhdwy]))+$/.test(text)) {
    throw QueryError.of(name, `cannot parse ${JSON.stringify(text)} to a valid duration`);
  }
  const parts = [...text.matchAll(/(\d+)(ms|[smhdwy])/g)];
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ''] ?? 0), 0);
}

function seconds(text: string): number {
  return text.trim() === '' ? NaN : Number(text) * 1_000;
}
