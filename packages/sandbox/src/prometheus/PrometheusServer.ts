import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { readBody } from '../loopback/body';
import { isOwnHost, loopbackHosts } from '../loopback/guard';
import { LastingFaults } from '../loopback/LastingFaults';
import { closeServer, listenOnLoopback } from '../loopback/listen';
import { SandboxError } from '../SandboxError';
import { answerQuery, type Reply } from './answerQuery';
import type { Prometheus } from './Prometheus';

export const PROMETHEUS_FAULTS = ['down', 'slow'] as const;
export type PrometheusFault = (typeof PROMETHEUS_FAULTS)[number];

/** Which Prometheus is asked: that of a cluster, or the one that knows of all; nothing for a cluster that is not there. */
export type PrometheusOf = (cluster: string | undefined) => Prometheus | undefined;

export interface PrometheusServerOptions {
  /** 0: any free one. */
  port: number;
  now: () => Date;
}

const what = 'Prometheus';
const retryMilliseconds = 500;
const apiPath = /^(?:\/(?<cluster>[a-z0-9][a-z0-9.-]*))?(?<path>\/(?:api\/v1|-)\/.*)$/;

/**
 * Prometheus of every cluster, over HTTP on one port: below `/<cluster>` that of a cluster, at the root one that knows of
 * all that are awake, with a label `cluster`. Until it has something to answer from it is not ready.
 */
export class PrometheusServer {
  readonly faults = new LastingFaults<PrometheusFault>(() => this.obey());
  private server: Server | undefined;
  private of: PrometheusOf | undefined;
  private changing = Promise.resolve();
  private stopped = false;

  private constructor(
    private readonly options: PrometheusServerOptions,
    private listening: number,
  ) {}

  /** @throws SandboxError when the port cannot be had */
  static async start(options: PrometheusServerOptions): Promise<PrometheusServer> {
    const started = new PrometheusServer(options, options.port);
    await started.open();
    return started;
  }

  get url(): string {
    return `http://localhost:${this.listening}`;
  }

  /** Where the Prometheus of a cluster is. */
  urlOf(cluster: string): string {
    return `http://127.0.0.1:${this.listening}/${cluster}`;
  }

  /** From now on; what it answered from before is forgotten. */
  answerFrom(of: PrometheusOf): void {
    this.of = of;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.faults.clear();
    await this.changing;
    await this.close();
  }

  /** One change at a time: a port that is still being given up cannot be taken. */
  private obey(): void {
    this.changing = this.changing.then(async () => {
      if (this.stopped) return;
      if (this.faults.has('down')) await this.close();
      else if (!this.server) await this.comeBack();
    });
  }

  /** Whoever took the port meanwhile gives it back some time. */
  private async comeBack(): Promise<void> {
    try {
      await this.open();
    } catch (error) {
      if (!(error instanceof SandboxError)) throw error;
      setTimeout(() => this.obey(), retryMilliseconds).unref();
    }
  }

  private async open(): Promise<void> {
    const server = createServer((request, response) => void this.answer(request, response));
    this.listening = await listenOnLoopback(server, this.listening, what);
    this.server = server;
  }

  private async close(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (server) await closeServer(server);
  }

  /** Never rejects. */
  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const late = this.faults.lateness('slow');
    if (late) await sleep(late, undefined, { ref: false });
    const { status, type, body } = await this.reply(request);
    response.writeHead(status, { 'content-type': type }).end(body);
  }

  private async reply(request: IncomingMessage): Promise<Reply> {
    const hosts = loopbackHosts(this.listening);
    if (!isOwnHost(request, hosts)) {
      return text(421, `This is the sandbox's Prometheus; it answers as ${hosts.join(' or ')} only.\n`);
    }
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
    const { cluster, path } = apiPath.exec(pathname)?.groups ?? {};
    if (path === undefined) return text(404, '404 page not found\n');
    if (!this.of) return text(503, 'Service Unavailable');
    const prometheus = this.of(cluster);
    if (!prometheus) return text(404, '404 page not found\n');
    try {
      const parameters = await parametersOf(request, searchParams);
      const now = this.options.now().getTime();
      return answerQuery(prometheus, { method: request.method ?? 'GET', path, parameters, now });
    } catch (error) {
      return text(500, `${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
}

/** Those of a form go before those of the address. */
async function parametersOf(request: IncomingMessage, search: URLSearchParams): Promise<URLSearchParams> {
  const isForm = /^application\/x-www-form-urlencoded\b/.test(request.headers['content-type'] ?? '');
  if (request.method !== 'POST' || !isForm) return search;
  return new URLSearchParams([...new URLSearchParams(await readBody(request)), ...search]);
}

function text(status: number, body: string): Reply {
  return { status, type: 'text/plain; charset=utf-8', body };
}
