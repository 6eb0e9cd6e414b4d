import { type Dispatcher, Pool } from 'undici';
import type { Clock } from '../clock';
import type { Tuning } from '../tuning';
import { ClusterFailure } from './ClusterFailure';
import type { Credentials, LoadCredentials } from './Credentials';
import { inTime } from './inTime';
import { statusFailure } from './statusFailure';
import { transportFailure } from './transportFailure';

/** One request. */
export interface Call {
  method?: 'GET' | 'POST' | 'PATCH';
  /** Path and query. */
  path: string;
  /** What it is for, to follow "cannot": `list pods in any namespace`. */
  task: string;
  body?: string;
  contentType?: string;
  /** Follows our name in the User-Agent. */
  agentSuffix?: string;
  /** Milliseconds until the whole answer must be there; for a stream, until its headers. */
  limit: number;
  signal?: AbortSignal;
}

export type StreamBody = Dispatcher.ResponseData['body'];

/** Where the API server is, taken apart once. */
interface Place {
  origin: string;
  /** What stands before every path, e.g. `/k8s/clusters/c-1` behind a proxy. */
  base: string;
  credentials: Credentials;
}
/** What one call goes out with. */
interface Line extends Place {
  dispatcher: Dispatcher;
  headers: Record<string, string>;
}

/** Answers of one-off calls are small: more than this is not one. */
const largestAnswer = 32 * 1024 * 1024;

/**
 * One cluster's API server: one dispatcher with kept-alive connections, and the credentials of each call. Shares
 * nothing with other clusters. Everything it throws is a `ClusterFailure`.
 */
export class Connection {
  #place: Promise<Place> | undefined;
  #dispatcher: Promise<Dispatcher> | undefined;
  #headers: Promise<Record<string, string>> | undefined;
  #server: string | undefined;
  readonly #dispatchers = new Set<Dispatcher>();
  readonly #options;

  constructor(options: {
    load: LoadCredentials;
    clock: Clock;
    tuning: Tuning;
    /** e.g. `greenroom/0.1.0` */
    userAgent: string;
    /** The server closed a connection: it may be going. */
    onDisconnect?: () => void;
  }) {
    this.#options = options;
  }

  /** The API server's URL without credentials, once it is known. */
  get server(): string | undefined {
    return this.#server;
  }

  /** The same, for sentences. */
  get address(): string {
    return this.#server ?? 'the API server';
  }

  /** The whole answer to one request. */
  async ask(call: Call): Promise<string> {
    return this.#inTime(call, async (signal, line) => {
      const answer = await this.#send(line, call, signal);
      const text = await readText(answer.body);
      this.#assertOk(answer, text, call);
      return text;
    });
  }

  /**
   * Resolves with the body when the server has accepted the request. The body goes on until it ends, the caller's
   * `signal` is aborted, or the caller destroys it.
   */
  async stream(call: Call & { signal: AbortSignal }): Promise<StreamBody> {
    return this.#inTime(call, async (limited, line) => {
      const headersIn = new AbortController();
      const forward = () => headersIn.abort(limited.reason);
      limited.addEventListener('abort', forward);
      const answer = await this.#send(line, call, AbortSignal.any([headersIn.signal, call.signal]));
      if (answer.statusCode !== 200) {
        this.#assertOk(answer, await readText(answer.body), call);
      }
      limited.removeEventListener('abort', forward);
      return answer.body;
    });
  }

  /** Loads credentials and connects anew at the next call; streams that are open go on. */
  forget(): void {
    this.#place = undefined;
    this.#headers = undefined;
    this.reconnect();
  }

  /**
   * Uses new connections from now on; calls and streams that are under way go on. One connection that leads nowhere
   * seldom is the only one, and each that is tried costs the time in which the truth has to be told.
   */
  reconnect(): void {
    this.#dispatcher?.then(dispatcher => this.#retire(dispatcher)).catch(() => {});
    this.#dispatcher = undefined;
  }

  /** Ends everything that is open. */
  async close(): Promise<void> {
    this.forget();
    await Promise.all([...this.#dispatchers].map(dispatcher => dispatcher.destroy()));
    this.#dispatchers.clear();
  }

  /** What credentials cost is not counted against the call: a plugin may take its seconds when a token ends. */
  async #inTime<T>(call: Call, task: (signal: AbortSignal, line: Line) => Promise<T>): Promise<T> {
    const { clock } = this.#options;
    try {
      const line = await this.#credentialsInTime(() => this.#prepare(), call.signal);
      const late = () => this.#late(call);
      return await inTime({ clock, limit: call.limit, late, signal: call.signal }, signal =>
        task(signal, line),
      );
    } catch (error) {
      const failure = transportFailure(error, this.address);
      if (['unauthenticated', 'tls', 'credentials', 'settings'].includes(failure.kind)) {
        this.forget();
      } else if (failure.kind === 'timeout') {
        this.reconnect();
      }
      throw failure;
    }
  }

  #late(call: Call): ClusterFailure {
    return new ClusterFailure({
      kind: 'timeout',
      reason: `${this.address} did not answer within ${call.limit / 1000} s`,
      cure: 'Check that the API server runs and that the network lets the portal reach it.',
      maybeDone: true,
    });
  }

  /** A slow plugin is waited for by everybody and started by one. */
  #credentialsInTime<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const { clock, tuning } = this.#options;
    const late = () =>
      new ClusterFailure({
        kind: 'timeout',
        reason: `the credentials were not there within ${tuning.credentialsLimit / 1000} s`,
        cure: 'Run the credential plugin by hand as the user the portal runs as, and see why it is slow.',
      });
    return inTime({ clock, limit: tuning.credentialsLimit, late, signal }, task);
  }

  async #prepare(): Promise<Line> {
    this.#place ??= this.#kept(this.#load(), () => {
      this.#place = undefined;
    });
    const place = await this.#place;
    this.#dispatcher ??= this.#kept(this.#connect(place), () => {
      this.#dispatcher = undefined;
    });
    return {
      ...place,
      dispatcher: await this.#dispatcher,
      headers: await this.#callHeaders(place.credentials),
    };
  }

  async #load(): Promise<Place> {
    const credentials = await this.#options.load();
    const { origin, pathname } = new URL(credentials.server);
    const base = pathname.replace(/\/$/, '');
    this.#server = `${origin}${base}`;
    return { origin, base, credentials };
  }

  /** What failed is not kept, nor what hangs: a credential plugin that never ends is started again after a while. */
  #kept<T>(promise: Promise<T>, forget: () => void): Promise<T> {
    const { clock, tuning } = this.#options;
    const forgetTimer = clock.setTimeout(forget, 10 * tuning.credentialsLimit);
    promise.catch(forget).finally(forgetTimer);
    return promise;
  }

  async #connect({ origin, credentials }: Place): Promise<Dispatcher> {
    const dispatcher = (await credentials.proxy?.()) ?? this.#pool(origin, credentials);
    dispatcher.on('disconnect', (_origin, _targets, error) => {
      if (error.code === 'UND_ERR_SOCKET' || error.code === 'ECONNRESET') {
        this.#options.onDisconnect?.();
      }
    });
    this.#dispatchers.add(dispatcher);
    return dispatcher;
  }

  /**
   * HTTP/1.1 on purpose: each watch then has a socket of its own, which can be ended without touching another.
   * Keep-alive probes of the operating system find a peer that is gone on an idle watch.
   */
  #pool(origin: string, { tls }: Credentials): Pool {
    const { connectLimit } = this.#options.tuning;
    return new Pool(origin, {
      allowH2: false,
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: 30_000,
      connect: {
        ...tls,
        allowH2: false,
        timeout: connectLimit,
        keepAlive: true,
        keepAliveInitialDelay: 1_000,
      },
    });
  }

  /** Lets what is under way end, but not for ever. */
  #retire(dispatcher: Dispatcher): void {
    const done = () => void this.#dispatchers.delete(dispatcher);
    const { clock, tuning } = this.#options;
    const forget = clock.setTimeout(() => void dispatcher.destroy().then(done, done), tuning.callLimit);
    dispatcher.close().then(done, done).finally(forget);
  }

  #send(line: Line, call: Call, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    const own = {
      accept: 'application/json',
      'user-agent': `${this.#options.userAgent}${call.agentSuffix ? ` ${call.agentSuffix}` : ''}`,
      ...(call.contentType ? { 'content-type': call.contentType } : {}),
    };
    return line.dispatcher.request({
      origin: line.origin,
      path: `${line.base}${call.path}`,
      method: call.method ?? 'GET',
      headers: { ...line.headers, ...own },
      body: call.body,
      signal,
    });
  }

  /** One at a time: the library starts the credential plugin once for each call that comes while it runs. */
  #callHeaders(credentials: Credentials): Promise<Record<string, string>> {
    const done = () => {
      this.#headers = undefined;
    };
    if (!this.#headers) {
      this.#headers = this.#kept(credentials.headers(), done);
      this.#headers.then(done, done);
    }
    return this.#headers;
  }

  #assertOk(answer: Dispatcher.ResponseData, text: string, call: Call): void {
    if (answer.statusCode < 200 || answer.statusCode > 299) {
      const header = answer.headers['retry-after'];
      const retryAfter = Array.isArray(header) ? header[0] : header;
      throw statusFailure({ code: answer.statusCode, text, retryAfter }, call.task);
    }
  }
}

async function readText(body: StreamBody): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestAnswer) {
      throw new ClusterFailure({ kind: 'malformed', reason: 'the answer is larger than any object can be' });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
