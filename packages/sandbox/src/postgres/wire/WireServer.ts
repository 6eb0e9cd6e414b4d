import { createServer, type Server, type Socket } from 'node:net';
import { listenOnLoopback } from '../../loopback/listen';
import type { PostgresError } from '../PostgresError';
import { Connection } from './Connection';
import type { Engine } from './Session';

export interface WireOptions {
  /** 0: any free one, which it keeps from then on. */
  port: number;
  /** For a person, when the port cannot be had. */
  what: string;
  engine: Engine;
  /** Of the next process. */
  nextProcess(): number;
}

/** A server on 127.0.0.1 that speaks PostgreSQL's protocol 3. It can close its port, cut its clients, and hang. */
export class WireServer {
  private readonly connections = new Set<Connection>();
  private server: Server | undefined;
  private changing = Promise.resolve();
  private listening: number;
  private hanging: { promise: Promise<void>; resolve: () => void } | undefined;

  private constructor(private readonly options: WireOptions) {
    this.listening = options.port;
  }

  /** @throws SandboxError when the port cannot be had */
  static async start(options: WireOptions): Promise<WireServer> {
    const started = new WireServer(options);
    await started.listen();
    return started;
  }

  get port(): number {
    return this.listening;
  }

  /** Whether somebody may connect. */
  get isOpen(): boolean {
    return this.server !== undefined;
  }

  /** Takes connections again. */
  open(): Promise<void> {
    return this.change(() => this.listen());
  }

  /** Nobody connects any more, and who is connected is cut: told why where there is a reason. */
  close(reason?: PostgresError): Promise<void> {
    this.cut(reason);
    return this.change(async () => {
      const { server } = this;
      this.server = undefined;
      const closed = new Promise<void>(resolve => {
        if (server) server.close(() => resolve());
        else resolve();
      });
      this.cut(reason);
      await closed;
    });
  }

  /** Ends every connection; new ones are taken. */
  cut(reason?: PostgresError): void {
    for (const connection of this.connections) connection.end(reason);
  }

  /** While it hangs, connections are taken and nothing is answered. */
  hang(hangs: boolean): void {
    if (!hangs) {
      this.hanging?.resolve();
      this.hanging = undefined;
      return;
    }
    let resolve = () => {};
    const promise = new Promise<void>(done => {
      resolve = done;
    });
    this.hanging ??= { promise, resolve };
  }

  async stop(): Promise<void> {
    this.hang(false);
    await this.close();
  }

  /** One after the other, each whatever came of the one before. */
  private change(act: () => Promise<void>): Promise<void> {
    this.changing = this.changing.then(act, act);
    return this.changing;
  }

  private async listen(): Promise<void> {
    if (this.server) return;
    const server = createServer(socket => void this.serve(socket));
    this.listening = await listenOnLoopback(server, this.listening, this.options.what);
    this.server = server;
  }

  private async serve(socket: Socket): Promise<void> {
    // What breaks a line is the client's or ours; the reader of the socket learns of it too.
    socket.on('error', () => undefined);
    socket.setNoDelay();
    const connection = new Connection({
      socket,
      engine: this.options.engine,
      processId: this.options.nextProcess(),
      awake: async () => this.hanging?.promise,
      cancel: (processId, secret) => this.cancel(processId, secret),
    });
    this.connections.add(connection);
    try {
      await connection.serve();
    } catch (error) {
      console.error(`${this.options.what}:`, error);
      socket.destroy();
    } finally {
      this.connections.delete(connection);
    }
  }

  private cancel(processId: number, secret: number): void {
    for (const connection of this.connections) {
      if (connection.processId === processId && connection.secret === secret) connection.interrupt();
    }
  }
}
