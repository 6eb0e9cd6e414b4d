import { createServer, type Server } from 'node:http';
import { z } from 'zod';

/** Answers each query of an analysis by what its text contains, as Prometheus would. */
export class Prometheus {
  readonly #asked = new Set<string>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  /** @param host the address by which the cluster reaches this machine */
  static async start(host: string, values: Readonly<Record<string, number>>): Promise<Prometheus> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(0, host, resolve);
    });
    const { port } = z.object({ port: z.number() }).parse(server.address());
    const prometheus = new Prometheus(server, `http://${host}:${port}`);
    server.on('request', async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const search = new URL(request.url ?? '/', prometheus.url).searchParams;
      const form = new URLSearchParams(Buffer.concat(parts).toString());
      const query = search.get('query') ?? form.get('query') ?? '';
      prometheus.#asked.add(query);
      const value = Object.entries(values).find(([text]) => query.includes(text))?.[1];
      const result = value === undefined ? [] : [{ metric: {}, value: [0, String(value)] }];
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ status: 'success', data: { resultType: 'vector', result } }));
    });
    return prometheus;
  }

  /** Every query there was. */
  get asked(): readonly string[] {
    return [...this.#asked].sort();
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise(resolve => {
      this.server.close(() => resolve());
    });
  }
}
