import { createServer, type Server } from 'node:https';
import type { Socket } from 'node:net';
import type { Clock } from '../../clock/Clock';
import { listenOnLoopback } from '../../loopback/listen';
import type { KeyedCertificate } from '../../pki';
import { AdmissionPolicies } from '../admission/AdmissionPolicies';
import { Faults } from '../faults/Faults';
import type { ObjectStore } from '../store/ObjectStore';
import { Users, type UserWithToken } from './authentication';
import { Authorizer } from './Authorizer';
import { faultEffects } from './faultEffects';
import type { PodLogs } from './logs/podLog';
import type { UsageSource } from './metrics/metricsApi';
import { serveAggregated } from './metrics/serveAggregated';
import { reachRevision } from './reachRevision';
import { RequestCounters, type RequestCount } from './RequestCounters';
import { RequestHandler } from './RequestHandler';
import type { Backend } from './router';
import { ServiceAccountTokens } from './serviceAccountTokens';
import { WatchHub } from './WatchHub';

export interface ApiServerOptions {
  store: ObjectStore;
  clock: Clock;
  certificate: KeyedCertificate;
  users: readonly UserWithToken[];
  /** 0, the default, takes any free one; it stays the same over restarts. */
  port?: number;
  /** What `pods/log` answers; default nothing. */
  logs?: PodLogs;
  /** What metrics-server measures, where its APIService is; default nothing. */
  usage?: UsageSource;
  /** Told before each request is looked at: whoever fills the store when it is wanted does so now. */
  wake?: () => void;
}

/** How long the watches of a server that was asked to stop go on, measured on a real one. */
const GRACEFUL_STOP_MS = 60_000;

/** Measures nothing. */
const idle: UsageSource = { ofPod: () => [], ofNode: () => undefined };

const RETRY_MS = 1_000;

/** One cluster's API server on loopback: https, bearer tokens, and everything that can go wrong with it. */
export class ApiServer {
  readonly users: Users;
  readonly faults: Faults;
  readonly #options: ApiServerOptions;
  readonly #serviceAccountTokens: ServiceAccountTokens;
  readonly #counters = new RequestCounters();
  readonly #hub: WatchHub;
  readonly #handler: RequestHandler;
  readonly #connections = new Set<Socket>();
  /** The encrypted side of the same connections, as requests see them. */
  readonly #secured = new Set<Socket>();
  /** Connections that are open and lead nowhere. */
  readonly #dead = new WeakSet<Socket>();
  #listener: Server | undefined;
  #port: number;
  #stopped = false;
  /** The watch cache of this run begins here. */
  #watchFloor = 0;

  constructor(options: ApiServerOptions) {
    const { store, clock } = options;
    this.#options = options;
    this.#port = options.port ?? 0;
    this.#serviceAccountTokens = new ServiceAccountTokens(store, () => clock.now().getTime());
    this.users = new Users(options.users, this.#serviceAccountTokens);
    serveAggregated(store);
    this.#hub = new WatchHub(store, () => clock.random());
    this.faults = new Faults(
      faultEffects({
        store,
        hub: this.#hub,
        random: () => clock.random(),
        kill: () => this.kill(),
        stopGracefully: () => this.stopGracefully(),
        restart: () => this.#comeBack(),
        silenceConnections: () => this.silenceConnections(),
      }),
    );
    this.#handler = new RequestHandler(this.#backend(), {
      users: this.users,
      faults: this.faults,
      counters: this.#counters,
      isDead: request => this.#dead.has(request.socket),
      wake: () => options.wake?.(),
    });
  }

  get url(): string {
    return `https://127.0.0.1:${this.#port}`;
  }

  get port(): number {
    return this.#port;
  }

  /** Who asked for what, and how often, since the start or the last reset. */
  requests(): RequestCount[] {
    return this.#counters.all();
  }

  resetRequests(): void {
    this.#counters.reset();
  }

  /** How many watches are open now. */
  openWatches(): number {
    return this.#hub.all().length;
  }

  async listen(): Promise<void> {
    const { key, certificate } = this.#options.certificate;
    const listener = createServer(
      { key, cert: certificate, keepAliveTimeout: 120_000 },
      (request, response) => {
        void this.#handler.handle(request, response);
      },
    );
    listener.on('connection', (socket: Socket) => this.#track(socket));
    listener.on('secureConnection', socket => this.#trackSecured(socket));
    // A client that goes away during the handshake is nobody's fault.
    listener.on('tlsClientError', (_error, socket) => socket.destroy());
    this.#port = await listenOnLoopback(listener, this.#port, 'a Kubernetes API server');
    this.#listener = listener;
  }

  /** For good. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.faults.clear();
    this.#hub.close();
    const listener = this.#listener;
    const closed = listener && new Promise(resolve => listener.once('close', resolve));
    this.kill();
    await closed;
  }

  /** As a crash: connections are reset, new ones refused. */
  kill(): void {
    this.#listener?.close();
    this.#listener = undefined;
    this.#hub.forget();
    for (const socket of this.#connections) socket.resetAndDestroy();
    this.#connections.clear();
  }

  /**
   * As SIGTERM: new connections are refused at once, open watches go on for a minute. The returned function ends them
   * earlier.
   */
  stopGracefully(): () => void {
    const watches = this.#hub.all();
    this.#listener?.close();
    this.#listener = undefined;
    const end = () => watches.forEach(watch => watch.connection.end());
    const timer = setTimeout(end, GRACEFUL_STOP_MS);
    return () => {
      clearTimeout(timer);
      end();
    };
  }

  /** Comes back on the same port, with a watch cache that starts empty at the newest write. */
  async restart(): Promise<void> {
    if (this.#listener || this.#stopped) return;
    this.#watchFloor = this.#options.store.revision;
    await this.listen();
  }

  /** What is connected now leads nowhere from now on, and nobody is told. */
  silenceConnections(): void {
    for (const socket of this.#secured) this.#dead.add(socket);
    for (const { connection } of this.#hub.all()) connection.silence();
  }

  /** The port is ours by agreement only: whoever took it meanwhile may give it back. */
  #comeBack() {
    this.restart().catch(error => {
      console.error(String(error));
      setTimeout(() => this.#comeBack(), RETRY_MS).unref();
    });
  }

  #track(socket: Socket) {
    this.#connections.add(socket);
    socket.on('close', () => this.#connections.delete(socket));
    // What breaks is told by `close`.
    socket.on('error', () => socket.destroy());
  }

  #trackSecured(socket: Socket) {
    this.#secured.add(socket);
    socket.on('close', () => this.#secured.delete(socket));
    if (this.faults.get('watch-half-open')) this.#dead.add(socket);
  }

  #backend(): Backend {
    const { store, clock, logs = () => [], usage = idle } = this.#options;
    return {
      store,
      hub: this.#hub,
      logs,
      usage,
      serviceAccountTokens: this.#serviceAccountTokens,
      userOf: token => this.users.find(token),
      authorizer: new Authorizer(store),
      admission: new AdmissionPolicies(store),
      now: () => clock.now().getTime(),
      reached: revision => reachRevision(store, revision),
      watchFloor: () => this.#watchFloor,
      address: () => `127.0.0.1:${this.#port}`,
    };
  }
}

/** @throws SandboxError when the port can not be had */
export async function startApiServer(options: ApiServerOptions): Promise<ApiServer> {
  const server = new ApiServer(options);
  await server.listen();
  return server;
}
