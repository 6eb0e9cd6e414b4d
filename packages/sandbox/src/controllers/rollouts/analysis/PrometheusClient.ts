import { request } from 'node:http';
import { request as secureRequest } from 'node:https';
import { z } from 'zod';
import { PrometheusFailure, type PrometheusQuery, type PrometheusResult } from '../../PrometheusQueries';

const longestAnswer = 10_000_000;
const sample = z.tuple([z.number(), z.string()]);
const dataSchema = z.discriminatedUnion('resultType', [
  z.object({ resultType: z.literal('vector'), result: z.array(z.object({ value: sample })) }),
  z.object({ resultType: z.literal('scalar'), result: sample }),
]);
const answerSchema = z.object({
  status: z.enum(['success', 'error']),
  errorType: z.string().optional(),
  error: z.string().optional(),
  data: z.unknown().optional(),
});

/** What a Prometheus answered. */
interface Answered {
  status: number;
  body: string;
}

/** Where a query really goes. */
export interface Destination {
  /** Of the server; queries are below it. */
  url: string;
  /** Host and port that the process in the cluster believes to dial. */
  dialled: string;
}

/**
 * Asks for an instant vector over HTTP as Prometheus' Go client does.
 * @param now milliseconds since 1970
 * @throws PrometheusFailure in that client's words
 */
export async function askPrometheus(
  { url, dialled }: Destination,
  asked: PrometheusQuery,
  now: number,
): Promise<PrometheusResult> {
  const timeout = AbortSignal.timeout(asked.timeoutSeconds * 1_000);
  const signal = AbortSignal.any([timeout, asked.signal]);
  const form = new URLSearchParams({ query: asked.query, time: String(now / 1_000) });
  const answered = await post(pathBelow(url), {
    headers: asked.headers,
    signal,
    body: form.toString(),
  }).catch((error: unknown) => {
    const why = timeout.aborted ? 'context deadline exceeded' : causeOf(error, dialled);
    throw postFailure(asked.address, why);
  });
  return readAnswer(answered);
}

/** A query that reached nobody. */
export function postFailure(address: string, why: string): PrometheusFailure {
  return new PrometheusFailure(`Post "${pathBelow(address)}": ${why}`);
}

export function refusal(dialled: string): string {
  return `dial tcp ${dialled}: connect: connection refused`;
}

/** The values of `data` of an answer. @throws PrometheusFailure for a range or a text */
export function readData(data: unknown): PrometheusResult {
  const read = dataSchema.safeParse(data);
  if (!read.success) throw new PrometheusFailure('Prometheus metric type not supported');
  if (read.data.resultType === 'scalar') return { type: 'scalar', value: numberOf(read.data.result) };
  return { type: 'vector', values: read.data.result.map(({ value }) => numberOf(value)) };
}

function readAnswer({ status, body }: Answered): PrometheusResult {
  const toldByApi = status === 400 || status === 422;
  if (status >= 500) throw new PrometheusFailure(`server_error: server error: ${status}`);
  if (status >= 400 && !toldByApi) throw new PrometheusFailure(`client_error: client error: ${status}`);
  if (status < 200 || (status >= 300 && !toldByApi)) {
    throw new PrometheusFailure(`bad_response: bad response code ${status}`);
  }
  const answer = answerSchema.safeParse(parsed(body));
  if (!answer.success) throw new PrometheusFailure('bad_response: the answer is not what Prometheus answers');
  const { errorType, error, data } = answer.data;
  if (toldByApi !== (answer.data.status === 'error')) {
    throw new PrometheusFailure('bad_response: inconsistent body for response code');
  }
  if (toldByApi) throw new PrometheusFailure(`${errorType}: ${error}`);
  return readData(data);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function numberOf([, text]: z.infer<typeof sample>): number {
  return Number(text.replace('Inf', 'Infinity'));
}

function pathBelow(url: string): string {
  return `${url.replace(/\/+$/, '')}/api/v1/query`;
}

interface Post {
  headers?: Readonly<Record<string, string>>;
  signal: AbortSignal;
  body: string;
}

/** Each on a connection of its own: a server that went away is not asked on what is left of one. */
function post(url: string, { headers, signal, body }: Post): Promise<Answered> {
  const send = url.startsWith('https:') ? secureRequest : request;
  const options = {
    method: 'POST',
    agent: false,
    signal,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  };
  return new Promise((resolve, reject) => {
    const sent = send(url, options, response => {
      let text = '';
      response
        .setEncoding('utf8')
        .on('data', (part: string) => {
          text += part;
          if (text.length > longestAnswer) sent.destroy();
        })
        .on('error', reject)
        .on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
    });
    sent.on('error', reject).end(body);
  });
}

const coded = z.object({ code: z.string() });

function causeOf(error: unknown, dialled: string): string {
  const read = coded.safeParse(error);
  const code = read.success ? read.data.code : undefined;
  if (code === 'ECONNREFUSED') return refusal(dialled);
  return code === 'ABORT_ERR' ? 'context canceled' : 'EOF';
}
