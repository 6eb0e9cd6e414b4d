import {
  createServer as createPlainServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { ScriptedStore, type StoredObject } from './ScriptedStore';
import { tlsText } from './tls';

interface Watcher {
  resource: string;
  response: ServerResponse;
  isSilent: boolean;
}

/** What a request is, for scripts that answer it themselves. */
export interface Seen {
  kind: 'probe' | 'version' | 'list' | 'watch' | 'get' | 'discovery' | 'other';
  url: URL;
  authorization?: string;
  userAgent?: string;
}

/** Changes what goes out on watches: the lines in place of this one, with those held back. */
export interface Disorder {
  out(line: string): string[];
  /** What is held back when it ends: a server that loses events is not meant. */
  rest(): string[];
}

/** Takes over a request: returns true when it did. */
export type Script = (seen: Seen, response: ServerResponse, request: IncomingMessage) => boolean;

/**
 * A Kubernetes API server small enough to misbehave in every way: real TLS sockets (or plain ones, which cost a tenth),
 * lists in pages, watches with bookmarks, and a script that may take over any request.
 */
export class ScriptedApiServer {
  store = new ScriptedStore();
  uid = 'cluster-1';
  /** Whether `sendInitialEvents` is taken. */
  streamsLists = true;
  script: Script | undefined;
  /** What is done to events on their way out. */
  #disorder: Disorder | undefined;
  readonly seen: Seen[] = [];
  /** Most watches of one resource that were open at the same time. */
  mostWatches = 0;
  #server: Server | undefined;
  #port = 0;
  readonly #sockets = new Set<Socket>();
  readonly #watchers = new Set<Watcher>();

  constructor(private readonly scheme: 'https' | 'http' = 'https') {}

  get url(): string {
    return `${this.scheme}://127.0.0.1:${this.#port}`;
  }

  async listen(): Promise<this> {
    const handle = (request: IncomingMessage, response: ServerResponse) => this.#handle(request, response);
    const server =
      this.scheme === 'http'
        ? createPlainServer(handle)
        : createServer({ key: tlsText('server.key'), cert: tlsText('server.crt') }, handle);
    server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      socket.on('error', () => {});
    });
    await new Promise<void>(resolve => {
      // While it was down, a client on this machine may have got its port for a connection of its own.
      server.on('error', () => setTimeout(() => server.listen(this.#port, '127.0.0.1'), 100));
      server.on('listening', resolve);
      server.listen(this.#port, '127.0.0.1');
    });
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
    return this;
  }

  count(kind: Seen['kind']): number {
    return this.seen.filter(one => one.kind === kind).length;
  }

  openWatches(resource: string): number {
    return [...this.#watchers].filter(watcher => watcher.resource === resource).length;
  }

  put(resource: string, namespace: string, name: string, fields: object = {}): void {
    this.#tell(resource, this.store.put(resource, namespace, name, fields));
  }

  remove(resource: string, namespace: string, name: string): void {
    const event = this.store.remove(resource, namespace, name);
    if (event) {
      this.#tell(resource, event);
    }
  }

  /** As SIGKILL: every connection breaks. */
  kill(): Promise<void> {
    const closed = this.#stopListening();
    this.#sockets.forEach(socket => socket.resetAndDestroy());
    return closed;
  }

  /** As SIGTERM: nothing new, idle connections closed, open watches neither end nor tell anything. */
  stopGracefully(): void {
    void this.#stopListening();
    this.silenceWatches();
    this.#server?.closeIdleConnections();
  }

  /** The sockets stay open and nothing ever comes again. */
  silenceWatches(): void {
    this.#watchers.forEach(watcher => {
      watcher.isSilent = true;
    });
    this.#watchers.clear();
  }

  /** Writes this to every open watch, then closes or breaks the connections. */
  cutWatches(text: string, how: 'end' | 'reset'): void {
    const cut = [...this.#watchers];
    this.#watchers.clear();
    for (const { response } of cut) {
      response.write(text, () => (how === 'end' ? response.end() : response.socket?.destroy()));
    }
  }

  /** An event of type ERROR inside a watch that was accepted with 200. */
  failWatches(code: number, reason: string): void {
    const object = { kind: 'Status', status: 'Failure', code, reason, message: reason };
    this.cutWatches(`${JSON.stringify({ type: 'ERROR', object })}\n`, 'end');
  }

  #stopListening(): Promise<void> {
    return new Promise(resolve => {
      this.#server?.close(() => resolve());
      resolve();
    });
  }

  #handle(request: IncomingMessage, response: ServerResponse): void {
    const seen = this.#read(request);
    this.seen.push(seen);
    if (this.script?.(seen, response, request)) {
      return;
    }
    this.answer(seen, response);
  }

  /** The right answer. */
  answer(seen: Seen, response: ServerResponse): void {
    const resource = seen.url.pathname.split('/').at(seen.kind === 'get' ? -2 : -1) ?? '';
    switch (seen.kind) {
      case 'probe':
        send(response, 200, { kind: 'Namespace', metadata: { name: 'kube-system', uid: this.uid } });
        break;
      case 'version':
        send(response, 200, { gitVersion: 'v1.34.4' });
        break;
      case 'list':
        send(response, ...this.store.list(resource, seen.url.searchParams));
        break;
      case 'watch':
        this.#watch(resource, seen.url.searchParams, response);
        break;
      case 'get':
        this.#get(resource, seen.url, response);
        break;
      case 'discovery':
        send(response, 200, { kind: 'APIResourceList', resources: [{ name: 'pods' }, { name: 'widgets' }] });
        break;
      default:
        sendStatus(response, 404, 'NotFound');
    }
  }

  #get(resource: string, url: URL, response: ServerResponse): void {
    if (this.store.isAhead(url.searchParams.get('resourceVersion'))) {
      setTimeout(
        () => sendStatus(response, 504, 'Timeout', { causes: [{ reason: 'ResourceVersionTooLarge' }] }),
        3000,
      );
      return;
    }
    const [namespace = '', , name = ''] = url.pathname.split('/').slice(-3);
    const object = this.store.get(resource, namespace, name);
    send(response, object ? 200 : 404, object ?? { kind: 'Status', code: 404 });
  }

  #watch(resource: string, query: URLSearchParams, response: ServerResponse): void {
    const isStream = query.get('sendInitialEvents') === 'true';
    if (isStream && !this.streamsLists) {
      sendStatus(response, 422, 'Invalid');
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    const since = Number(query.get('resourceVersion') ?? 0);
    if (!isStream && since < this.store.floor) {
      const object = { kind: 'Status', code: 410, reason: 'Expired', message: 'too old resource version' };
      response.end(`${JSON.stringify({ type: 'ERROR', object })}\n`);
      return;
    }
    const watcher = { resource, response, isSilent: false };
    const events = isStream ? this.store.initial(resource) : this.store.since(resource, since);
    events.forEach(event => response.write(`${JSON.stringify(event)}\n`));
    this.#open(watcher, Number(query.get('timeoutSeconds')));
  }

  #open(watcher: Watcher, seconds: number): void {
    this.#watchers.add(watcher);
    this.mostWatches = Math.max(this.mostWatches, this.openWatches(watcher.resource));
    const timer = setTimeout(() => {
      this.#watchers.delete(watcher);
      if (!watcher.isSilent) {
        watcher.response.end();
      }
    }, seconds * 1000);
    watcher.response.on('close', () => {
      clearTimeout(timer);
      this.#watchers.delete(watcher);
    });
  }

  set disorder(disorder: Disorder | undefined) {
    this.#write('widgets', this.#disorder?.rest() ?? []);
    this.#disorder = disorder;
  }

  #tell(resource: string, event: { type: string; object: StoredObject }): void {
    const line = `${JSON.stringify(event)}\n`;
    this.#write(resource, this.#disorder ? this.#disorder.out(line) : [line]);
  }

  #write(resource: string, lines: string[]): void {
    this.#watchers.forEach(watcher => {
      if (watcher.resource === resource && !watcher.response.writableEnded) {
        watcher.response.write(lines.join(''));
      }
    });
  }

  #read(request: IncomingMessage): Seen {
    const url = new URL(request.url ?? '/', this.url);
    const { authorization, 'user-agent': userAgent } = request.headers;
    return { kind: kindOf(url), url, authorization, userAgent };
  }
}

function kindOf({ pathname, searchParams }: URL): Seen['kind'] {
  if (pathname === '/api/v1/namespaces/kube-system') {
    return 'probe';
  }
  if (pathname === '/version') {
    return 'version';
  }
  if (searchParams.get('watch') === '1') {
    return 'watch';
  }
  const depth = pathname.split('/').length;
  if (pathname.includes('/namespaces/')) {
    return 'get';
  }
  const root = pathname.startsWith('/apis/') ? 4 : 3;
  return depth === root ? 'discovery' : 'list';
}

/** Answers with JSON. */
export function send(response: ServerResponse, code: number, body: unknown): void {
  response.writeHead(code, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

/** Refuses as Kubernetes does. */
export function sendStatus(
  response: ServerResponse,
  code: number,
  reason: string,
  details: object = {},
): void {
  send(response, code, { kind: 'Status', status: 'Failure', code, reason, message: reason, details });
}
