import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bytesOf } from './bytesOf';

/** How a request fails; `after`: what it asked for is done all the same, and only its answer is lost. */
export interface Failure {
  status: number;
  body?: string;
  after?: boolean;
}

/** Decides which requests fail: by `<method> <path>`, and what they send. */
export type Fault = (line: string, body: string) => Failure | undefined;

/** A git host that fails where a test wants it to: everything else goes on to the real one. */
export class FaultyProxy {
  fault: Fault = () => undefined;

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
    readonly port: number,
  ) {}

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  static async start(target: string): Promise<FaultyProxy> {
    const server = createServer();
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const proxy = new FaultyProxy(server, new URL(target), (server.address() as AddressInfo).port);
    server.on('request', (incoming, response) => void proxy.answer(incoming, response));
    return proxy;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise(resolve => {
      this.server.close(() => resolve());
    });
  }

  private async answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bytesOf(incoming);
    const failure = this.fault(`${incoming.method} ${incoming.url}`, body.toString());
    const real = failure && !failure.after ? undefined : await this.forward(incoming, body);
    const answer = failure
      ? { status: failure.status, headers: {}, body: failure.body ?? '{"message":"no"}' }
      : real;
    response.writeHead(answer?.status ?? 502, answer?.headers).end(answer?.body);
  }

  private forward({ method, url, headers }: IncomingMessage, body: Buffer) {
    const { hostname, port, host } = this.target;
    return new Promise<{ status?: number; headers: IncomingMessage['headers']; body: Buffer }>(
      (resolve, reject) => {
        const options = { hostname, port, method, path: url, headers: { ...headers, host } };
        const onward = request(options, async answer => {
          resolve({ status: answer.statusCode, headers: answer.headers, body: await bytesOf(answer) });
        });
        onward.on('error', reject);
        onward.end(body);
      },
    );
  }
}
