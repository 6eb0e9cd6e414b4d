import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server as HttpServer,
  type ServerResponse,
} from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { createServer, type Server } from 'node:tls';
import { listenOnLoopback } from '../../loopback/listen';
import type { KeyedCertificate } from '../../pki';
import type { VaultNode } from '../cluster/VaultNode';
import type { VaultCore } from '../VaultCore';
import { ListingSocket } from './ListingSocket';
import { NodeHandler } from './NodeHandler';

export interface NodeServerOptions {
  core: VaultCore;
  node: VaultNode;
  certificate: KeyedCertificate;
  /** 0: any free one. */
  port: number;
  unsealKeys: readonly string[];
  requests: Map<string, number>;
}

/** How wrong a node's line is. */
export interface Line {
  hangs: boolean;
  /** Milliseconds by which each answer is late. */
  lateness: number;
}

/** One node of a Vault, listening. */
export class NodeServer {
  readonly line: Line = { hangs: false, lateness: 0 };
  private listener: Server | undefined;
  private http: HttpServer | undefined;
  private readonly sockets = new Set<Socket>();
  private readonly handler: NodeHandler;
  private isStopped = false;

  constructor(private readonly options: NodeServerOptions) {
    this.handler = new NodeHandler(options);
  }

  get node(): VaultNode {
    return this.options.node;
  }

  /** @throws SandboxError when the port can not be had */
  async listen(): Promise<void> {
    const { key, certificate } = this.options.certificate;
    const http = createHttpServer({ keepAliveTimeout: 60_000 }, (request, response) => {
      void this.answer(request, response);
    });
    // As every server in Go: an answer in two pieces would wait 40 ms for its second.
    const listener = createServer({ key, cert: certificate, noDelay: true }, socket => {
      http.emit('connection', new ListingSocket(socket));
    });
    listener.on('connection', (socket: Socket) => {
      // As Node's own servers do: without it each answer in two pieces waits 40 ms for its second.
      socket.setNoDelay(true);
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
      socket.on('error', () => socket.destroy());
    });
    listener.on('tlsClientError', (_error, socket) => socket.destroy());
    const wanted = this.node.port || this.options.port;
    this.node.port = await listenOnLoopback(listener, wanted, `Vault ${this.options.core.options.name}`);
    this.listener = listener;
    this.http = http;
  }

  /** As a process that was killed: connections are reset, new ones refused. */
  kill(): void {
    this.listener?.close();
    this.http?.close();
    this.listener = undefined;
    for (const socket of this.sockets) socket.resetAndDestroy();
    this.sockets.clear();
  }

  async comeBack(): Promise<void> {
    if (!this.listener && !this.isStopped) await this.listen();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    const { listener } = this;
    const closed = listener && new Promise<void>(resolve => listener.once('close', () => resolve()));
    this.kill();
    await closed;
  }

  /** Never rejects. */
  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const socket: Duplex = request.socket;
    const free = () => socket instanceof ListingSocket && socket.free();
    request.once('end', free);
    response.once('finish', free);
    if (this.line.hangs) return;
    if (this.line.lateness) await sleep(this.line.lateness, undefined, { ref: false });
    await this.handler.handle(request, response);
  }
}
