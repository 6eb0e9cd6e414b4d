import type { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { Freshness, Source, SourceReport } from '@greenroom/plugin-portal-common';
import type { z } from 'zod';
import type { Clock } from './clock';
import { type AnyFollower, isOf } from './collection/AnyFollower';
import { Collection } from './collection/Collection';
import type { ClusterLink } from './collection/ClusterLink';
import { Follower } from './collection/Follower';
import { Connection } from './connection/Connection';
import type { LoadCredentials } from './connection/Credentials';
import { objectName, objectPath, resourceName } from './connection/path';
import { portalError } from './connection/portalError';
import { transportFailure } from './connection/transportFailure';
import { ClusterLogs } from './log/ClusterLogs';
import { Probe } from './probe/Probe';
import { type HeldObject, Rewind } from './probe/Rewind';
import { clusterReport } from './report';
import { SharedValues } from './rows/SharedValues';
import { JsonReader } from './stream/JsonReader';
import { StringTable } from './stream/StringTable';
import type { Tuning } from './tuning';
import type {
  Cluster,
  GuardedPatch,
  LiveCollection,
  LogOptions,
  ObjectRef,
  PodLog,
  RowIdentity,
  WatchedKind,
} from './types';
import { sendGuardedPatch } from './write/guardedPatch';

export interface LiveClusterOptions {
  name: string;
  title?: string;
  load: LoadCredentials;
  clock: Clock;
  tuning: Tuning;
  logger: LoggerService;
  /** The portal's own version, for the User-Agent. */
  version: string;
}

/** One cluster: its connection, its probe, and a follower for each resource that somebody watches. */
export class LiveCluster implements Cluster {
  readonly name: string;
  readonly title: string;
  readonly #options: LiveClusterOptions;
  readonly #connection: Connection;
  readonly #probe: Probe;
  readonly #rewind: Rewind;
  readonly #link: ClusterLink;
  readonly #followers = new Map<string, AnyFollower>();
  readonly #shared = new SharedValues();
  readonly #listeners = new Set<() => void>();
  readonly #stopped = new AbortController();
  readonly #logs: ClusterLogs;
  #told: Pick<Source, 'freshness' | 'since' | 'reason'>;
  /** How each part was when it was last told of. */
  #toldOfParts = '';
  /** It has not answered since it was last live. */
  #wasLost = false;

  constructor(options: LiveClusterOptions) {
    const { name, title, load, clock, tuning } = options;
    this.name = name;
    this.title = title ?? name;
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
      newest: () => this.#newest(),
      roundTrip: () => this.#probe.roundTrip,
      onRewound: () => this.#readAnew('does not know the newest state that was read from it'),
    });
    const probe = this.#probe;
    this.#link = {
      connection,
      clock,
      tuning,
      reader: new JsonReader(new StringTable()),
      whenAnswering: signal => probe.whenAnswering(signal),
      roundTrip: () => probe.roundTrip,
      doubt: () => probe.doubt(),
      streamsLists: true,
    };
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
    this.#followers.forEach(follower => follower.stop());
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
      collections: this.#collections(),
    });
  }

  onSource(listener: () => void): () => void {
    const own = () => listener();
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  watch<Row extends RowIdentity>(kind: WatchedKind<Row>): LiveCollection<Row> {
    const name = resourceName(kind.type);
    const held = this.#followers.get(name);
    if (!held) {
      return this.#follow(name, kind);
    }
    if (!isOf(held, kind)) {
      throw new InputError(`there are two definitions of ${name}: share one, so that there is one watch`);
    }
    return held.collection;
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

  #sourceAs(told: Pick<Source, 'freshness' | 'since' | 'reason'>): Source {
    const { observedAt } = this.#probe.health;
    return {
      id: `cluster:${this.name}`,
      kind: 'cluster',
      ...told,
      ...(observedAt === undefined ? {} : { observedAt }),
    };
  }

  #follow<Row extends RowIdentity>(name: string, kind: WatchedKind<Row>): LiveCollection<Row> {
    const collection = new Collection(kind, {
      clock: this.#options.clock,
      shared: this.#shared,
      health: () => this.#probe.health,
      onState: () => this.#tell(),
      onListenerError: error =>
        this.#options.logger.error(`a listener to ${name} of ${this.name} failed`, asError(error)),
    });
    const follower = new Follower(collection, this.#link);
    this.#followers.set(name, follower);
    follower.start();
    return collection;
  }

  #collections(): AnyFollower['collection'][] {
    return [...this.#followers.values()].map(({ collection }) => collection);
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
      this.#followers.forEach(follower => follower.restart());
    }
    this.#collections().forEach(collection => collection.refresh());
    this.#tell();
  }

  #onDisconnect(): void {
    this.#probe.doubt();
    this.#followers.forEach(follower => follower.mistrust());
  }

  #onOtherCluster(): void {
    this.#options.logger.warn(`another cluster answers as ${this.name}: what was held is forgotten`);
    this.#followers.forEach(follower => follower.clear());
  }

  #readAnew(why: string): void {
    this.#options.logger.warn(`cluster ${this.name} ${why}: everything is read anew`);
    this.#followers.forEach(follower => follower.restart());
  }

  /** Any object of the collection that was heard of last. */
  #newest(): HeldObject | undefined {
    const candidates = [...this.#followers.values()].flatMap(({ held, collection }): HeldObject[] => {
      const row = held && collection.rows().values().next().value;
      return row ? [{ ...held, ref: { type: collection.kind.type, ...identity(row) } }] : [];
    });
    return candidates.sort((a, b) => b.heardAt - a.heardAt)[0];
  }

  /** Tells who listens when the source or a part of it reads differently; that it was observed again is no news. */
  #tell(): void {
    const now = this.#judge();
    const parts = JSON.stringify(this.#collections().map(({ state }) => [state.freshness, state.reason]));
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

  /**
   * A cluster that answers is live unless something we have shown from it is no longer confirmed. What we were never
   * permitted to read was never shown: it is told beside that part alone.
   */
  #judge(): Pick<Source, 'freshness' | 'since' | 'reason'> {
    const { freshness, since, reason } = this.#probe.health;
    if (freshness !== 'live') {
      return { freshness, since, reason };
    }
    const shown = this.#collections().filter(({ state }) => state.observedAt !== undefined);
    const lost = (is: Freshness) => shown.find(({ state }) => state.freshness === is)?.state;
    const denied = lost('denied');
    const worst = denied ?? lost('stale');
    return worst
      ? { freshness: denied ? 'denied' : 'stale', since: worst.since, reason: worst.reason }
      : { freshness, since };
  }
}

function identity({ namespace, name }: RowIdentity): Pick<ObjectRef, 'namespace' | 'name'> {
  return namespace === undefined ? { name } : { namespace, name };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new InputError(String(error));
}
