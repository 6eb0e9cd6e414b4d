import { StatusError, type StatusCause } from '../../StatusError';
import { forbidden, invalid } from '../../validation/causes';
import { isSet } from '../requestInfo';

/** What is asked of a container's log. */
export interface LogOptions {
  container: string;
  previous: boolean;
  follow: boolean;
  timestamps: boolean;
  /** Milliseconds since the epoch. */
  since?: number;
  tailLines?: number;
  limitBytes?: number;
}

const kind = { group: '', resource: 'pods', kind: 'PodLogOptions' };

/** @throws StatusError 400 for what is no number or time, 422 for what makes no sense */
export function logOptions(query: URLSearchParams, now: number, pod: string | undefined): LogOptions {
  const sinceSeconds = integer(query, 'sinceSeconds');
  const sinceTime = time(query.get('sinceTime'));
  const tailLines = integer(query, 'tailLines');
  const limitBytes = integer(query, 'limitBytes');
  const causes = [
    ...(tailLines !== undefined ? least('tailLines', tailLines, 0) : []),
    ...(limitBytes !== undefined ? least('limitBytes', limitBytes, 1) : []),
    ...sinceCauses(sinceSeconds, sinceTime),
    ...(query.has('stream') ? [forbidden('stream', 'may not be specified')] : []),
  ];
  if (causes.length) throw StatusError.invalid(kind, pod ?? '', causes);
  return {
    container: query.get('container') ?? '',
    previous: isSet(query, 'previous'),
    follow: isSet(query, 'follow'),
    timestamps: isSet(query, 'timestamps'),
    since: sinceSeconds === undefined ? sinceTime : now - sinceSeconds * 1_000,
    tailLines,
    limitBytes,
  };
}

function sinceCauses(seconds: number | undefined, moment: number | undefined): StatusCause[] {
  if (seconds === undefined) return [];
  if (moment === undefined) return least('sinceSeconds', seconds, 1);
  return [forbidden('[]', 'at most one of `sinceTime` or `sinceSeconds` may be specified')];
}

function least(field: string, value: number, bound: 0 | 1): StatusCause[] {
  if (value >= bound) return [];
  return [invalid(field, value, `must be greater than ${bound === 0 ? 'or equal to 0' : '0'}`)];
}

function integer(query: URLSearchParams, key: string): number | undefined {
  const text = query.get(key);
  if (text === null || text === '') return undefined;
  if (/^-?\d+$/.test(text)) return Number(text);
  throw StatusError.badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
}

function time(text: string | null): number | undefined {
  if (text === null || text === '') return undefined;
  const value = Date.parse(text);
  if (!Number.isNaN(value)) return value;
  const why = `parsing time ${JSON.stringify(text)} as "2006-01-02T15:04:05Z07:00": cannot parse ${JSON.stringify(text)} as "2006"`;
  throw StatusError.badRequest(why);
}
