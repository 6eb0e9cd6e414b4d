import type { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { Source, SourceReport } from '@greenroom/plugin-portal-common';
import type { z } from 'zod';
import type { Clock } from './clock';
import { clusterStanding, type Standing } from './clusterStanding';
import type { ClusterLink } from './collection/ClusterLink';
import { Followers } from './collection/Followers';
import { readItems } from './collection/readList';
import { Connection } from './connection/Connection';
import type { LoadCredentials } from './connection/Credentials';
import { objectName, objectPath, resourceIn } from './connection/path';
import { portalError } from './connection/portalError';
import { transportFailure } from './connection/transportFailure';
import { ClusterLogs } from './log/ClusterLogs';
import { Probe } from './probe/Probe';
import { Rewind } from './probe/Rewind';
import { clusterReport } from './report';
import { fieldsOf } from './stream/fieldsOf';
import { JsonReader } from './stream/JsonReader';
import { StringTable } from './stream/StringTable';
import { Turns } from './stream/Turns';
import type { Tuning } from './tuning';
import type {
  Cluster,
  GuardedPatch,
  LiveCollection,
  LogOptions,
  ObjectRef,
  PodLog,
  ResourceType,
  RowIdentity,
  WatchedKind,
} from './types';
import { sendGuardedPatch } from './write/guardedPatch';

export interface LiveClusterOptions {
  name: string;
  title?: string;
  /** The only ones in which anything is read; absent: all. */
  namespaces?: readonly string[];
  load: LoadCredentials;
  clock: Clock;
  tuning: Tuning;
  logger: LoggerService;
  /** Shared by clusters of one process: together they are read a slice at a time. */
  turns?: Turns;
  /** The portal's own version, for the User-Agent. */
  version: string;
}

/** One cluster: its connection, its probe, and a follower for each resource that somebody watches. */
export class LiveCluster implements Cluster {
  readonly name: string;
  readonly title: string;
  readonly namespaces?: readonly string[];
  readonly #options: LiveClusterOptions;
  readonly #connection: Connection;
  readonly #probe: Probe;
  readonly #rewind: Rewind;
  readonly #link: ClusterLink;
  readonly #followers: Followers;
  readonly #listeners = new Set<() => void>();
  readonly #stopped = new AbortController();
  readonly #logs: ClusterLogs;
  #told: Standing;
  /** How each part was when it was last told of. */
  #toldOfParts = '';
  /** It has not answered since it was last live. */
  #wasLost = false;

  constructor(options: LiveClusterOptions) {
    const { name, title, namespaces, load, clock, tuning } = options;
    this.name = name;
    this.title = title ?? name;
    this.namespaces = namespaces;
    this.#options = options;
    this.#connection = new Connection({
      load,
      clock,
      tuning,
      userAgent: `greenroom/${options.version}`,
      onDisconnect: () => this.#onDisconnect(),
    });
    const connection = this.#connection;
    this.#logs = new ClusterLogs({ cluster: name, connection, clock, tuning });
    this.#probe = new Probe({
      connection,
      clock,
      tuning,
      onHealth: () => this.#onHealth(),
      onOtherCluster: () => this.#onOtherCluster(),
      onTick: () => void this.#rewind.ask(this.#stopped.signal),
    });
    this.#rewind = new Rewind({
      connection,
      clock,
      tuning,
      newest: () => this.#followers.newest(),
      roundTrip: () => this.#probe.roundTrip,
      onRewound: () => this.#readAnew('does not know the newest state that was read from it'),
    });
    const probe = this.#probe;
    this.#link = {
      connection,
      clock,
      tuning,
      reader: new JsonReader(new StringTable()),
      turns: options.turns ?? new Turns(clock),
      whenAnswering: signal => probe.whenAnswering(signal),
      roundTrip: () => probe.roundTrip,
      doubt: () => probe.doubt(),
      streamsLists: true,
    };
    this.#followers = new Followers({
      cluster: name,
      namespaces,
      link: this.#link,
      logger: options.logger,
      health: () => probe.health,
      onState: () => this.#tell(),
    });
    const { freshness, since } = probe.health;
    this.#told = { freshness, since };
  }

  start(): void {
    this.#probe.start();
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    this.#logs.end(undefined);
    this.#probe.stop();
    this.#followers.stop();
    await this.#connection.close();
  }

  source(): Source {
    return this.#sourceAs(this.#told);
  }

  answering(): Source {
    const { freshness, since, reason } = this.#probe.health;
    return this.#sourceAs({ freshness, since, reason });
  }

  report(): SourceReport {
    return clusterReport({
      name: this.name,
      address: this.#connection.server,
      source: this.source(),
      health: this.#probe.health,
      mayIdentify: this.#probe.mayIdentify,
      collections: this.#followers.collections(),
    });
  }

  onSource(listener: () => void): () => void {
    const own = () => listener();
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  watch<Row extends RowIdentity>(kind: WatchedKind<Row>, hold?: AbortSignal): LiveCollection<Row> {
    return this.#followers.watch(kind, hold);
  }

  async read<T extends z.ZodType>(ref: ObjectRef, schema: T): Promise<z.infer<T>> {
    const task = `get ${objectName(ref)}`;
    const answer = await this.#ask(ref, task);
    const parsed = schema.safeParse(answer);
    if (!parsed.success) {
      const fields = parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`);
      throw new InputError(`${this.name}: ${objectName(ref)} is not as expected: ${fields.join('; ')}`);
    }
    return parsed.data;
  }

  async readAll<T extends z.ZodType>(
    { type, isClusterWide }: { type: ResourceType; isClusterWide?: true },
    schema: T,
  ): Promise<z.infer<T>[]> {
    const { namespaces = [undefined], tuning } = this.#options;
    const { connection, clock, reader, turns } = this.#link;
    const signal = AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(tuning.callLimit)]);
    const found: z.infer<T>[] = [];
    const onObject = (object: unknown) => {
      const { data, success } = schema.safeParse(object);
      if (success) {
        found.push(data);
      }
    };
    try {
      for (const namespace of isClusterWide ? [undefined] : namespaces) {
        const task = `list ${resourceIn({ type, isClusterWide }, namespace)}`;
        const fields = fieldsOf(schema);
        const from = { connection, clock, tuning, reader, turns, type, namespace };
        await readItems({ ...from, task, signal, fields, onObject });
      }
    } catch (error) {
      throw portalError(this.name, transportFailure(error, connection.address));
    }
    return found;
  }

  log(pod: { namespace: string; name: string }, options: LogOptions = {}): PodLog {
    return this.#logs.open(pod, options);
  }

  guardedPatch(patch: GuardedPatch): Promise<unknown> {
    const target = {
      cluster: this.name,
      connection: this.#connection,
      limit: this.#options.tuning.callLimit,
    };
    return sendGuardedPatch(target, patch);
  }

  async #ask(ref: ObjectRef, task: string): Promise<unknown> {
    const { callLimit } = this.#options.tuning;
    try {
      return JSON.parse(await this.#connection.ask({ path: objectPath(ref), task, limit: callLimit }));
    } catch (error) {
      if (error instanceof SyntaxError) {
        throw new InputError(`${this.name}: the answer to "${task}" is no JSON`);
      }
      throw portalError(this.name, transportFailure(error, this.#connection.address));
    }
  }

  #sourceAs(told: Standing): Source {
    const { observedAt } = this.#probe.health;
    return {
      id: `cluster:${this.name}`,
      kind: 'cluster',
      ...told,
      ...(observedAt === undefined ? {} : { observedAt }),
    };
  }

  #onHealth(): void {
    const { freshness, reason } = this.#probe.health;
    const { logger } = this.#options;
    if (freshness === 'live') {
      logger.info(`cluster ${this.name} answers`);
    } else {
      logger.warn(`cluster ${this.name} is ${freshness}: ${reason}`);
    }
    if (freshness === 'unreachable' || freshness === 'denied') {
      this.#wasLost = true;
      this.#logs.end(this.#probe.failure);
    }
    if (freshness === 'live' && this.#wasLost) {
      // What was missed while it did not answer is unknown, and a server that comes back may be another one.
      this.#wasLost = false;
      this.#link.streamsLists = true;
      this.#followers.restart();
    }
    this.#followers.collections().forEach(collection => collection.refresh());
    this.#tell();
  }

  #onDisconnect(): void {
    this.#probe.doubt();
    this.#followers.mistrust();
  }

  #onOtherCluster(): void {
    this.#options.logger.warn(`another cluster answers as ${this.name}: what was held is forgotten`);
    this.#followers.clear();
  }

  #readAnew(why: string): void {
    this.#options.logger.warn(`cluster ${this.name} ${why}: everything is read anew`);
    this.#followers.restart();
  }

  /** Tells who listens when the source or a part of it reads differently; that it was observed again is no news. */
  #tell(): void {
    const states = this.#followers.collections().map(({ state }) => state);
    const now = clusterStanding(this.#probe.health, states);
    const parts = JSON.stringify(states.map(state => [state.freshness, state.reason]));
    if (
      now.freshness === this.#told.freshness &&
      now.reason === this.#told.reason &&
      parts === this.#toldOfParts
    ) {
      return;
    }
    this.#told = now;
    this.#toldOfParts = parts;
    this.#listeners.forEach(listener => listener());
  }
}
