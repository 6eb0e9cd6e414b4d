import { connect, createServer, type Server, type Socket } from 'node:net';
import { z } from 'zod';

/** A line to a server that can be cut, closed and frozen: bytes in between, so that TLS goes through as it is. */
export class FaultyLine {
  readonly #pairs = new Set<[Socket, Socket]>();
  #frozen = false;

  private constructor(
    private readonly server: Server,
    private readonly to: URL,
    private readonly port: number,
  ) {}

  /** @param url of the server: its certificate has to be good for 127.0.0.1 */
  static async open(url: string): Promise<FaultyLine> {
    const server = createServer();
    await listen(server, 0);
    const { port } = z.object({ port: z.number() }).parse(server.address());
    const line = new FaultyLine(server, new URL(url), port);
    server.on('connection', socket => line.#join(socket));
    return line;
  }

  get url(): string {
    return `https://127.0.0.1:${this.port}`;
  }

  /** Every connection is reset. */
  cut(): void {
    for (const [near, far] of this.#pairs) {
      near.resetAndDestroy();
      far.destroy();
    }
  }

  /** Nobody answers at the port until it is opened again. */
  async shut(): Promise<void> {
    this.cut();
    await new Promise(resolve => {
      this.server.close(resolve);
    });
  }

  /** New connections work again; frozen ones are dead for ever. */
  async reopen(): Promise<void> {
    this.#frozen = false;
    if (!this.server.listening) {
      await listen(this.server, this.port);
    }
  }

  /** What is open stays open and nothing comes through, of new connections neither; nobody is told. */
  freeze(): void {
    this.#frozen = true;
    for (const pair of this.#pairs) {
      pair.forEach(socket => socket.unpipe().pause());
    }
  }

  async close(): Promise<void> {
    if (this.server.listening) {
      await this.shut();
    }
  }

  #join(near: Socket): void {
    const far = connect({ host: this.to.hostname, port: Number(this.to.port || 443) });
    const pair: [Socket, Socket] = [near, far];
    this.#pairs.add(pair);
    for (const socket of pair) {
      // What breaks is told by `close`.
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        this.#pairs.delete(pair);
        pair.forEach(each => each.destroy());
      });
    }
    if (!this.#frozen) {
      near.pipe(far).pipe(near);
    }
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}
