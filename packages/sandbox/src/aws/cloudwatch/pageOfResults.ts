import { createHash } from 'node:crypto';
import { AwsError } from '../AwsError';
import type { MetricRequest } from './metricQueries';

export interface Result {
  id: string;
  label: string;
  /** In the order that was asked for. */
  points: [number, number][];
}

export interface Page {
  results: (Result & { isPartial: boolean })[];
  nextToken?: string;
}

const mostPoints = 100_800;

/**
 * As many points as one answer may have. A series that is cut is `PartialData`, and goes on with the next token, which
 * holds for the same question only.
 *
 * @throws AwsError InvalidNextToken
 */
export function pageOfResults(all: readonly Result[], request: MetricRequest): Page {
  const digest = digestOf(request);
  const from = readToken(request.NextToken, digest);
  let left = request.MaxDatapoints ?? mostPoints;
  const results: Page['results'] = [];
  for (const [index, result] of all.entries()) {
    if (index < from.result) continue;
    const begin = index === from.result ? from.point : 0;
    const points = result.points.slice(begin, begin + left);
    const isPartial = begin + points.length < result.points.length;
    left -= points.length;
    results.push({ ...result, points, isPartial });
    if (isPartial) return { results, nextToken: writeToken(digest, index, begin + points.length) };
    const next = all[index + 1];
    if (left === 0 && next) return { results, nextToken: writeToken(digest, index + 1, 0) };
  }
  return { results };
}

function writeToken(digest: string, result: number, point: number): string {
  return Buffer.from(`${digest}:${result}:${point}`).toString('base64url');
}

function readToken(token: string | undefined, digest: string): { result: number; point: number } {
  if (token === undefined) return { result: 0, point: 0 };
  const text = Buffer.from(token, 'base64url').toString('utf8');
  const [, of, result, point] = /^([0-9a-f]{16}):(\d{1,9}):(\d{1,9})$/.exec(text) ?? [];
  if (of !== digest) throw new AwsError('InvalidNextToken', 'The next token specified is invalid.');
  return { result: Number(result), point: Number(point) };
}

function digestOf({ NextToken: _, MaxDatapoints: __, ...asked }: MetricRequest): string {
  return createHash('sha256').update(JSON.stringify(asked)).digest('hex').slice(0, 16);
}
