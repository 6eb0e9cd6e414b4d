import { momentOf, rangeOf } from './parameters';
import type { Prometheus } from './Prometheus';
import { QueryError } from './QueryError';

export interface Asked {
  method: string;
  /** As Prometheus has it, e.g. `/api/v1/query`. */
  path: string;
  parameters: URLSearchParams;
  /** Milliseconds since 1970. */
  now: number;
}

export interface Reply {
  status: number;
  type: string;
  body: string;
}

type Answer = (prometheus: Prometheus, asked: Asked) => Reply;

const build = {
  version: '3.7.1',
  revision: 'sandbox',
  branch: 'HEAD',
  buildUser: 'greenroom',
  buildDate: '',
  goVersion: '',
};

const answers: Readonly<Record<string, Answer>> = {
  '/-/healthy': () => plain(200, 'Prometheus Server is Healthy.\n'),
  '/-/ready': () => plain(200, 'Prometheus Server is Ready.\n'),
  '/api/v1/status/buildinfo': () => success(build),
  '/api/v1/query': (prometheus, { parameters, now }) => {
    const moment = momentOf(parameters, now);
    return success(prometheus.instant(parameters.get('query') ?? '', moment));
  },
  '/api/v1/query_range': (prometheus, { parameters }) => {
    const range = rangeOf(parameters);
    return success(prometheus.range(parameters.get('query') ?? '', range));
  },
};

/** Queries may be posted, for they may be long. */
const postable = new Set(['/api/v1/query', '/api/v1/query_range']);

/** What Prometheus answers: `{ status, data }`, or 400 or 422 with `{ status, errorType, error }`. */
export function answerQuery(prometheus: Prometheus, asked: Asked): Reply {
  const answer = answers[asked.path];
  if (!answer) return plain(404, '404 page not found\n');
  const allowed = ['GET', 'HEAD', ...(postable.has(asked.path) ? ['POST'] : [])];
  if (!allowed.includes(asked.method)) return plain(405, 'Method Not Allowed\n');
  try {
    return answer(prometheus, asked);
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    const { errorType, message } = error;
    return json(errorType === 'bad_data' ? 400 : 422, { status: 'error', errorType, error: message });
  }
}

function success(data: object): Reply {
  return json(200, { status: 'success', data });
}

function json(status: number, body: object): Reply {
  return { status, type: 'application/json', body: JSON.stringify(body) };
}

function plain(status: number, body: string): Reply {
  return { status, type: 'text/plain; charset=utf-8', body };
}
