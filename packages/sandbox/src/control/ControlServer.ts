import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { readBody } from '../loopback/body';
import { isOwnHost, loopbackHosts } from '../loopback/guard';
import { closeServer, listenOnLoopback } from '../loopback/listen';
import { SandboxError } from '../SandboxError';
import { ControlError } from './ControlError';
import { type Controlled, routes } from './routes';

export interface ControlOptions {
  /** 0: any free one. */
  port: number;
  /** Origins whose pages may read and act; pages of all others are refused. */
  origins: string[];
  controlled: Controlled;
}

/**
 * The sandbox's own interface, in JSON over HTTP. Whoever is on this machine may use it; a page of a foreign site may
 * not, be it by its own origin or by a name that it made point to 127.0.0.1.
 */
export class ControlServer {
  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  /** @throws SandboxError when the port cannot be had. */
  static async start({ port, origins, controlled }: ControlOptions): Promise<ControlServer> {
    const server = createServer();
    const listening = await listenOnLoopback(server, port, 'the control interface');
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      respond(request, response, { origins, controlled, hosts: loopbackHosts(listening) });
    });
    return new ControlServer(server, listening);
  }

  stop(): Promise<void> {
    return closeServer(this.server);
  }
}

interface Setting {
  hosts: string[];
  origins: string[];
  controlled: Controlled;
}

async function respond(request: IncomingMessage, response: ServerResponse, setting: Setting): Promise<void> {
  try {
    admit(request, response, setting);
    if (request.method === 'OPTIONS') response.writeHead(204).end();
    else send(response, 200, await answer(request, setting.controlled));
  } catch (error) {
    const { status, body } = told(error);
    send(response, status, body);
  }
}

/** @throws ControlError for callers who have no business here. */
function admit(request: IncomingMessage, response: ServerResponse, { hosts, origins }: Setting): void {
  if (!isOwnHost(request, hosts)) {
    throw new ControlError(
      421,
      `This is the sandbox's control interface; it answers as ${hosts.join(' or ')} only.`,
    );
  }
  const { origin } = request.headers;
  if (origin === undefined) return;
  response.setHeader('vary', 'origin');
  if (!origins.includes(origin)) throw new ControlError(403, `Pages of ${origin} may not use the sandbox.`);
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-allow-methods', 'GET, POST');
  response.setHeader('access-control-allow-headers', 'content-type');
  response.setHeader('access-control-max-age', '600');
}

async function answer(request: IncomingMessage, controlled: Controlled): Promise<object> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const found = routes.filter(({ path }) => path === pathname);
  if (found.length === 0) {
    const known = routes.map(({ method, path }) => `${method} ${path}`).join(', ');
    throw new ControlError(404, `There is no ${pathname}; there are ${known}.`);
  }
  const route = found.find(({ method }) => method === request.method);
  if (!route)
    throw new ControlError(405, `${pathname} answers ${found.map(({ method }) => method).join(', ')}.`);
  return route.answer(controlled, route.method === 'POST' ? await jsonOf(request) : undefined);
}

async function jsonOf(request: IncomingMessage): Promise<unknown> {
  const text = await readBody(request);
  if (text === '') return undefined;
  if (!request.headers['content-type']?.startsWith('application/json')) {
    throw new ControlError(415, 'Send the body as application/json.');
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new ControlError(400, 'body: not JSON');
  }
}

function told(error: unknown): { status: number; body: object } {
  if (error instanceof ControlError) {
    return { status: error.status, body: { error: { name: error.name, message: error.message } } };
  }
  const known = error instanceof SandboxError;
  if (!known) console.error('Control interface:', error);
  const message = known ? error.message : 'The sandbox failed; its output says why.';
  return { status: known ? 400 : 500, body: { error: { name: known ? 'InputError' : 'Error', message } } };
}

function send(response: ServerResponse, status: number, body: object): void {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };
  response.writeHead(status, headers).end(`${JSON.stringify(body)}\n`);
}
