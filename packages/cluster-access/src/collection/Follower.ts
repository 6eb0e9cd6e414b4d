import { pause } from '../clock';
import { ClusterFailure, freshnessAfter } from '../connection/ClusterFailure';
import { collectionPath, groupPath, resourceName } from '../connection/path';
import { transportFailure } from '../connection/transportFailure';
import type { RowChange, RowIdentity } from '../types';
import { Backoff } from './Backoff';
import type { ClusterLink } from './ClusterLink';
import type { Collection } from './Collection';
import { type KubernetesWatchEvent, malformed } from './events';
import { readList } from './readList';
import { readWatch } from './readWatch';
import { type ReadObject, readBookmark } from './Rows';

/** A watch that did not end as asked: its socket is dead on one side. */
const overdue = new ClusterFailure({
  kind: 'timeout',
  reason: 'the watch brings nothing and does not end as asked',
  cure: 'Look at what stands between the portal and the API server: it may have forgotten the connection.',
});

/**
 * Keeps one collection equal to the API server's: reads all of it, then watches, again and again.
 *
 * It goes on from where it was only after a watch that ended as asked or was silent too long. After anything that
 * broke it reads everything anew, because nothing says that what comes next belongs to what came before.
 */
export class Follower<Row extends RowIdentity> {
  readonly collection: Collection<Row>;
  readonly #link: ClusterLink;
  readonly #backoff: Backoff;
  readonly #stopped = new AbortController();
  #attempt = new AbortController();
  #version: string | undefined;
  #heardAt = 0;
  /** The last watch did not end as asked. */
  #isDoubted = false;
  /** The last watch was ended by us and proved nothing. */
  #isUnproven = false;
  #deniedSince: number | undefined;
  #forgetStale = () => {};

  constructor(collection: Collection<Row>, link: ClusterLink) {
    this.collection = collection;
    this.#link = link;
    this.#backoff = new Backoff(link.clock, link.tuning);
  }

  /** What is held: its version, and when something of it last came, milliseconds since 1970. */
  get held(): { version: string; heardAt: number } | undefined {
    return this.#version === undefined ? undefined : { version: this.#version, heardAt: this.#heardAt };
  }

  start(): void {
    void this.#run();
  }

  stop(): void {
    this.#stopped.abort();
    this.#forgetStale();
  }

  /** Reads everything anew, at once. */
  restart(): void {
    this.#forgetStale();
    if (['live', 'stale', 'unreachable'].includes(this.collection.condition.freshness)) {
      this.collection.condition = { freshness: 'stale', reason: 'what may have been missed is being read' };
    }
    this.#version = undefined;
    this.#backoff.succeeded();
    this.#attempt.abort();
  }

  /** What was held is of another cluster. */
  clear(): void {
    this.restart();
    this.collection.replace(new Map());
    this.collection.condition = { freshness: 'connecting' };
  }

  async #run(): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      await this.#link.whenAnswering(this.#stopped.signal);
      this.#attempt = new AbortController();
      const signal = AbortSignal.any([this.#stopped.signal, this.#attempt.signal]);
      try {
        await this.#follow(signal);
      } catch (error) {
        if (!signal.aborted) {
          await this.#afterFailure(transportFailure(error, this.#link.connection.address), signal);
        }
      } finally {
        // Whatever is still open of this attempt ends with it.
        this.#attempt.abort();
        this.collection.watching = false;
      }
    }
  }

  #follow(signal: AbortSignal): Promise<void> {
    if (this.#stopped.signal.aborted) {
      return Promise.resolve();
    }
    if (this.#version !== undefined) {
      return this.#watch(this.#version, signal);
    }
    return this.#link.streamsLists ? this.#streamList(signal) : this.#list(signal);
  }

  async #list(signal: AbortSignal): Promise<void> {
    const fresh = new Map<string, ReadObject<Row>>();
    const version = await readList({
      connection: this.#link.connection,
      clock: this.#link.clock,
      tuning: this.#link.tuning,
      type: this.collection.kind.type,
      task: this.#task('list'),
      signal,
      onObject: object => this.#gather(fresh, object),
      onRestart: () => fresh.clear(),
    });
    signal.throwIfAborted();
    this.#complete(fresh, version);
  }

  #gather(fresh: Map<string, ReadObject<Row>>, object: unknown): void {
    const read = this.collection.read(object);
    if (read) {
      fresh.set(read.key, read);
    }
  }

  #complete(fresh: ReadonlyMap<string, ReadObject<Row>>, version: string): void {
    this.#heard(version);
    this.collection.replace(fresh);
    if (!this.#isDoubted) {
      this.#caughtUp();
    }
  }

  /** The whole collection as the beginning of a watch: the server keeps no list in memory for it. */
  async #streamList(signal: AbortSignal): Promise<void> {
    const { clock, tuning } = this.#link;
    const fresh = new Map<string, ReadObject<Row>>();
    let isComplete = false;
    const window = new AbortController();
    let forget = clock.setTimeout(() => window.abort(), tuning.silenceLimit);
    const onEvents = (events: KubernetesWatchEvent[]) => {
      const end = isComplete ? -1 : events.findIndex(event => isInitialEnd(event));
      const initial = isComplete ? [] : events.slice(0, end === -1 ? events.length : end);
      initial.forEach(event => this.#gatherEvent(fresh, event));
      forget();
      if (end !== -1) {
        isComplete = true;
        this.#complete(fresh, readBookmark(events[end]?.object)?.version ?? '');
      }
      if (isComplete) {
        this.#apply(events.slice(end + 1));
      }
      // From here watches of many collections end at different times.
      const rest = (tuning.watchSeconds - tuning.doubtedWatchSeconds) * 1000 * clock.random();
      const left = isComplete ? rest : tuning.silenceLimit;
      forget = clock.setTimeout(() => window.abort(), left);
    };
    const query = {
      sendInitialEvents: 'true',
      resourceVersionMatch: 'NotOlderThan',
      timeoutSeconds: '60',
    };
    try {
      await this.#open(query, AbortSignal.any([signal, window.signal]), onEvents);
    } catch (error) {
      if (!isComplete && (window.signal.aborted || isRefusal(error))) {
        this.#link.streamsLists = false;
        return;
      }
      if (!window.signal.aborted) {
        throw error;
      }
    } finally {
      forget();
      this.#isUnproven = true;
    }
  }

  #gatherEvent(fresh: Map<string, ReadObject<Row>>, { type, object }: KubernetesWatchEvent): void {
    const read = type === 'BOOKMARK' ? undefined : this.collection.read(object);
    if (read && type === 'DELETED') {
      fresh.delete(read.key);
    } else if (read) {
      fresh.set(read.key, read);
    }
  }

  async #watch(version: string, signal: AbortSignal): Promise<void> {
    const { clock, tuning } = this.#link;
    const isShort = this.#isDoubted || this.#isUnproven;
    const seconds = isShort ? tuning.doubtedWatchSeconds : tuning.watchSeconds;
    this.#isUnproven = false;
    const begun = clock.now().getTime();
    const late = new AbortController();
    const limit = seconds * 1000 + tuning.watchOverdue;
    const forget = clock.setTimeout(() => late.abort(overdue), limit);
    try {
      await this.#open(
        { resourceVersion: version, timeoutSeconds: String(seconds) },
        AbortSignal.any([signal, late.signal]),
        events => this.#apply(events),
      );
    } finally {
      forget();
    }
    if (clock.now().getTime() - begun < seconds * 500) {
      // Ended long before it was asked to: the server may be going, and must not be asked in a tight loop.
      this.#link.doubt();
      await pause(clock, this.#backoff.next(), signal);
      return;
    }
    this.#caughtUp();
  }

  /** Opens a watch and reads it to its end. */
  async #open(
    query: Record<string, string>,
    signal: AbortSignal,
    onEvents: (events: KubernetesWatchEvent[]) => void,
  ): Promise<void> {
    const { connection, tuning } = this.#link;
    if (!this.#isDoubted) {
      this.#staleUnlessConfirmed('the watch is being opened again');
    }
    const task = this.#task('watch');
    const all = { watch: '1', allowWatchBookmarks: 'true', ...query };
    const path = collectionPath(this.collection.kind.type, all);
    const body = await connection.stream({ path, task, signal, limit: tuning.probeLimit });
    if (query.resourceVersion !== undefined && !this.#isDoubted) {
      this.#caughtUp();
    }
    this.collection.watching = true;
    await readWatch(body, { address: connection.address, task, onEvents });
  }

  /** Events of one chunk: one batch for who listens. */
  #apply(events: readonly KubernetesWatchEvent[]): void {
    const changes: RowChange<Row>[] = [];
    for (const event of events) {
      const change = this.#applyOne(event);
      if (change) {
        changes.push(change);
      }
    }
    if (events.length > 0) {
      this.collection.confirm();
      this.collection.emit(changes);
      this.#caughtUp();
    }
  }

  #applyOne({ type, object }: KubernetesWatchEvent): RowChange<Row> | undefined {
    if (type === 'BOOKMARK') {
      this.#heard(readBookmark(object)?.version);
      return undefined;
    }
    const read = this.collection.read(object);
    if (!read) {
      throw malformed('the watch brought something that is no object');
    }
    this.#heard(read.version);
    return type === 'DELETED' ? this.collection.remove(read.key) : this.collection.put(read);
  }

  #heard(version: string | undefined): void {
    this.#version = version ?? this.#version;
    this.#heardAt = this.#link.clock.now().getTime();
  }

  #caughtUp(): void {
    this.#forgetStale();
    this.#backoff.succeeded();
    this.#isDoubted = false;
    this.#deniedSince = undefined;
    if (this.collection.condition.freshness !== 'live') {
      this.collection.condition = { freshness: 'live' };
    }
  }

  /** Nobody is told of an interruption that is over at once. */
  #staleUnlessConfirmed(reason: string, cure?: string): void {
    if (this.collection.condition.freshness !== 'live') {
      return;
    }
    this.#forgetStale();
    this.#forgetStale = this.#link.clock.setTimeout(() => {
      this.collection.condition = { freshness: 'stale', reason, cure };
    }, this.#link.tuning.grace);
  }

  async #afterFailure(failure: ClusterFailure, signal: AbortSignal): Promise<void> {
    if (failure === overdue && !this.#isDoubted) {
      this.#isDoubted = true;
      this.#staleUnlessConfirmed(failure.message, failure.cure);
      return;
    }
    this.#version = undefined;
    if (failure.kind === 'expired' && this.#backoff.tries === 0) {
      this.#backoff.next();
    } else if (failure.kind === 'absent') {
      await this.#untilInstalled(signal);
    } else if (failure.kind === 'forbidden') {
      await this.#afterDenial(failure, signal);
    } else {
      await this.#afterBreak(failure, signal);
    }
  }

  async #afterBreak(failure: ClusterFailure, signal: AbortSignal): Promise<void> {
    const { clock } = this.#link;
    this.#link.doubt();
    if (this.collection.condition.freshness === 'live') {
      this.#staleUnlessConfirmed(failure.message, failure.cure);
    } else {
      const isFirst = this.collection.condition.freshness === 'connecting';
      const freshness = isFirst ? 'connecting' : freshnessAfter(failure);
      this.collection.condition = { freshness, reason: failure.message, cure: failure.cure };
    }
    await pause(clock, Math.max(failure.retryAfter ?? 0, this.#backoff.next()), signal);
  }

  async #afterDenial(failure: ClusterFailure, signal: AbortSignal): Promise<void> {
    const { clock, tuning } = this.#link;
    const now = clock.now().getTime();
    this.#deniedSince ??= now;
    this.#forgetStale();
    this.collection.condition = { freshness: 'denied', reason: failure.message, cure: failure.cure };
    const isOld = now - this.#deniedSince > tuning.deniedPatience;
    await pause(clock, isOld ? tuning.deniedLater : tuning.deniedEvery, signal);
  }

  /** The cluster has no such resource: no error. Discovery tells when it has. */
  async #untilInstalled(signal: AbortSignal): Promise<void> {
    const { clock, connection, tuning } = this.#link;
    const { type } = this.collection.kind;
    this.#forgetStale();
    this.collection.replace(new Map());
    this.collection.condition = {
      freshness: 'not-installed',
      reason: `this cluster has no ${resourceName(type)}`,
    };
    const task = `discover ${type.group}/${type.version}`;
    for (let isAbsent = true; isAbsent && !signal.aborted;) {
      await pause(clock, tuning.installedEvery * (0.75 + clock.random() / 4), signal);
      const call = { path: groupPath(type), task, signal, limit: tuning.probeLimit };
      isAbsent = await connection.ask(call).then(
        text => !text.includes(`"${type.resource}"`),
        () => true,
      );
    }
  }

  #task(verb: string): string {
    return `${verb} ${resourceName(this.collection.kind.type)} in any namespace`;
  }
}

function isInitialEnd({ type, object }: KubernetesWatchEvent): boolean {
  return type === 'BOOKMARK' && (readBookmark(object)?.endsInitial ?? false);
}

function isRefusal(error: unknown): boolean {
  return error instanceof ClusterFailure && error.kind === 'invalid';
}
