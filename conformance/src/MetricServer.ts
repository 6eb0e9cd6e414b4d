import { createServer, type Server } from 'node:http';
import { z } from 'zod';

/** What analysis runs measure: a small web service whose answers a check sets. Listens on one address only. */
export class MetricServer {
  readonly #values = new Map<string, number>();
  readonly #asked = new Set<string>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(host: string): Promise<MetricServer> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(0, host, resolve);
    });
    const { port } = z.object({ port: z.number() }).parse(server.address());
    const metrics = new MetricServer(server, `http://${host}:${port}`);
    server.on('request', (request, response) => {
      const value = metrics.valueOf(`${metrics.url}${request.url}`);
      response.writeHead(value === undefined ? 404 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(value ?? 'nothing is measured here'));
    });
    return metrics;
  }

  /** Where a metric of that name is measured. */
  urlOf(name: string): string {
    return `${this.url}/${name}`;
  }

  set(name: string, value: number): void {
    this.#values.set(this.urlOf(name), value);
  }

  /** What is measured at an address; remembers that somebody asked. */
  valueOf(url: string): number | undefined {
    this.#asked.add(url);
    return this.#values.get(url);
  }

  wasAsked(name: string): boolean {
    return this.#asked.has(this.urlOf(name));
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise(resolve => {
      this.server.close(() => resolve());
    });
  }
}
