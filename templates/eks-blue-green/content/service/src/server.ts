import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Metrics } from './metrics.ts';

/** Resolves when what the service needs is there. */
export type Check = () => Promise<void>;

export interface Service {
  metrics: Metrics;
  /** By what they look at; all of them have to hold for the service to be ready. */
  checks: Readonly<Record<string, Check>>;
  /** From then on no new work is wanted. */
  isStopping(): boolean;
}

interface Answer {
  status: number;
  body: string;
  type?: string;
}

type Handler = (service: Service, request: IncomingMessage) => Answer | Promise<Answer>;

/** One entry for each thing that the service does. */
const routes: Readonly<Record<string, Handler>> = {
  '/': () => json(200, { hello: 'world' }),
  // The process lives. That something it needs is away is no reason to start it again.
  '/healthz': () => json(200, { status: 'ok' }),
  '/readyz': readiness,
  '/metrics': async ({ metrics }) => ({ status: 200, body: await metrics.text(), type: metrics.contentType }),
};

/** The service, not listening yet. */
export function createService(service: Service): Server {
  const server = createServer((request, response) => {
    const began = performance.now();
    const { method = 'GET' } = request;
    const route = routeOf(request);
    response.on('finish', () => {
      const seconds = (performance.now() - began) / 1000;
      service.metrics.count({ method, route: route ?? 'none', status: response.statusCode, seconds });
    });
    void answer(service, route, request).then(told => {
      // A closing server is not asked again on the same connection.
      response.shouldKeepAlive &&= server.listening;
      send(response, told);
    });
  });
  return server;
}

function routeOf({ url = '/' }: IncomingMessage): string | undefined {
  const path = url.split('?', 1)[0] ?? '/';
  return Object.hasOwn(routes, path) ? path : undefined;
}

async function answer(service: Service, route: string | undefined, request: IncomingMessage): Promise<Answer> {
  const handler = route === undefined ? undefined : routes[route];
  if (!handler) return json(404, { error: 'there is nothing here' });
  if (request.method !== 'GET' && request.method !== 'HEAD') return json(405, { error: 'only GET is answered' });
  try {
    return await handler(service, request);
  } catch (error) {
    console.error(error);
    return json(500, { error: 'something went wrong' });
  }
}

async function readiness({ checks, isStopping }: Service): Promise<Answer> {
  if (isStopping()) return json(503, { status: 'stopping' });
  const names = Object.keys(checks);
  const outcomes = await Promise.allSettled(Object.values(checks).map(check => check()));
  const failed = names.filter((_, index) => outcomes[index]?.status === 'rejected');
  for (const outcome of outcomes) if (outcome.status === 'rejected') console.error(outcome.reason);
  return failed.length === 0 ? json(200, { status: 'ready' }) : json(503, { status: 'not ready', failed });
}

function json(status: number, body: object): Answer {
  return { status, body: JSON.stringify(body), type: 'application/json' };
}

function send(response: ServerResponse, { status, body, type = 'text/plain' }: Answer): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}
