import { afterSilence, pause } from '../clock';
import type { ClusterFailure } from '../connection/ClusterFailure';
import { collectionPath, resourceIn } from '../connection/path';
import { transportFailure } from '../connection/transportFailure';
import type { RowIdentity } from '../types';
import { applyEvents } from './applyEvents';
import { Backoff } from './Backoff';
import type { ClusterLink } from './ClusterLink';
import type { Collection } from './Collection';
import type { KubernetesWatchEvent } from './events';
import { Position } from './Position';
import { readList } from './readList';
import { readWatch } from './readWatch';
import { Refill } from './Refill';
import { Standing } from './Standing';
import { untilInstalled } from './untilInstalled';
import { fromTheBeginning, goingOn, isRefusal, overdue } from './watchTerms';

/**
 * Keeps one collection equal to the API server's: reads all of it, then watches, again and again.
 *
 * It goes on from where it was only after a watch that ended as asked or was silent too long. After anything that
 * broke it reads everything anew, because nothing says that what comes next belongs to what came before.
 */
export class Follower<Row extends RowIdentity> {
  readonly collection: Collection<Row>;
  readonly #link: ClusterLink;
  readonly #standing: Standing;
  readonly #backoff: Backoff;
  readonly #stopped = new AbortController();
  #attempt = new AbortController();
  readonly #position: Position;
  #isReading = false;
  /** The last watch did not end as asked. */
  #isDoubted = false;
  /** The last watch was ended by us and proved nothing. */
  #isUnproven = false;

  constructor(collection: Collection<Row>, link: ClusterLink) {
    this.collection = collection;
    this.#link = link;
    this.#standing = new Standing(collection, link);
    this.#backoff = new Backoff(link.clock, link.tuning);
    this.#position = new Position(link.clock);
  }

  /** What is held: its version, and when something of it last came, milliseconds since 1970. */
  get held(): { version: string; heardAt: number } | undefined {
    return this.#position.held;
  }

  start(): void {
    void this.#run();
  }

  stop(): void {
    this.#stopped.abort();
    this.#standing.stop();
  }

  /** Reads everything anew, at once. */
  restart(): void {
    this.#standing.doubtful();
    this.#position.forget();
    this.#backoff.succeeded();
    this.#attempt.abort();
  }

  /**
   * The server closed a connection, as one does that goes. An open watch tells itself whether it is still good; what
   * is just being opened would go on from a state that a restarted server may never have had.
   */
  mistrust(): void {
    if (!this.#isReading && this.#position.version !== undefined) {
      this.restart();
    }
  }

  /** What was held is of another cluster. */
  clear(): void {
    this.restart();
    this.collection.clear();
    this.collection.condition = { freshness: 'connecting' };
  }

  async #run(): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      await this.#link.whenAnswering(this.#stopped.signal);
      const attempt = new AbortController();
      this.#attempt = attempt;
      const signal = AbortSignal.any([this.#stopped.signal, attempt.signal]);
      try {
        await this.#follow(signal);
      } catch (error) {
        if (!signal.aborted) {
          await this.#afterFailure(transportFailure(error, this.#link.connection.address), signal);
        }
      } finally {
        // Whatever is still open of this attempt ends with it.
        attempt.abort();
        this.collection.watching = false;
      }
    }
  }

  #follow(signal: AbortSignal): Promise<void> {
    if (signal.aborted) {
      return Promise.resolve();
    }
    const { version } = this.#position;
    if (version !== undefined) {
      return this.#watch(version, signal);
    }
    return this.#link.streamsLists ? this.#streamList(signal) : this.#list(signal);
  }

  async #list(signal: AbortSignal): Promise<void> {
    const { connection, clock, tuning, reader, turns } = this.#link;
    const refill = new Refill(this.collection);
    const reading = readList({
      connection,
      clock,
      tuning,
      signal,
      reader,
      turns,
      fields: this.collection.fields,
      type: this.collection.kind.type,
      namespace: this.collection.namespace,
      task: this.#task('list'),
      onObject: object => {
        signal.throwIfAborted();
        refill.add(object);
      },
      onRead: () => refill.tell(),
      onRestart: () => refill.restart(),
    });
    const version = await reading.finally(() => refill.tell());
    signal.throwIfAborted();
    this.#complete(refill, version);
  }

  #complete(refill: Refill<Row>, version: string): void {
    this.#position.reached(version);
    refill.end();
    if (!this.#isDoubted) {
      this.#caughtUp();
    }
  }

  async #streamList(signal: AbortSignal): Promise<void> {
    const refill = new Refill(this.collection);
    const ours = new AbortController();
    let forget = this.#soon(this.#link.tuning.silenceLimit, ours);
    const onEvents = (events: KubernetesWatchEvent[]) => {
      const wasComplete = refill.version !== undefined;
      const later = refill.take(events);
      if (!wasComplete && refill.version !== undefined) {
        this.#complete(refill, refill.version);
      }
      this.#apply(later);
      forget();
      forget = this.#soon(this.#streamPatience(refill.version !== undefined), ours);
    };
    try {
      await this.#open(fromTheBeginning, AbortSignal.any([signal, ours.signal]), { onEvents });
    } catch (error) {
      if (refill.version === undefined && (ours.signal.aborted || isRefusal(error))) {
        this.#link.streamsLists = false;
      } else if (!ours.signal.aborted) {
        throw error;
      }
    } finally {
      forget();
      refill.tell();
      this.#isUnproven = true;
    }
  }

  /** Once complete it is left after a drawn time, so that from then on watches of many collections end at different times. */
  #streamPatience(isComplete: boolean): number {
    const { clock, tuning } = this.#link;
    const most = (tuning.watchSeconds - tuning.doubtedWatchSeconds) * 1000;
    return isComplete ? most * clock.random() : tuning.silenceLimit;
  }

  async #watch(version: string, signal: AbortSignal): Promise<void> {
    const { clock, tuning } = this.#link;
    const isShort = this.#isDoubted || this.#isUnproven;
    const seconds = isShort ? tuning.doubtedWatchSeconds : tuning.watchSeconds;
    this.#isUnproven = false;
    const begun = clock.now().getTime();
    const late = new AbortController();
    let forget = () => {};
    // Counted from the answer: on a slow line the end comes as late as that did.
    const onOpened = () => {
      forget = this.#soon(seconds * 1000 + tuning.watchOverdue, late, overdue);
    };
    const onEvents = (events: KubernetesWatchEvent[]) => this.#apply(events);
    try {
      const whole = AbortSignal.any([signal, late.signal]);
      await this.#open(goingOn(version, seconds), whole, { onEvents, onOpened });
    } finally {
      forget();
    }
    if (clock.now().getTime() - begun < seconds * 500) {
      // Ended long before it was asked to: the server may be going, and the next one may know less.
      this.#position.forget();
      this.#link.doubt();
      await pause(clock, this.#backoff.next(), signal);
      return;
    }
    this.#caughtUp();
  }

  #soon(milliseconds: number, controller: AbortController, reason?: ClusterFailure): () => void {
    return afterSilence(this.#link.clock, () => controller.abort(reason), milliseconds);
  }

  /** Opens a watch and reads it to its end. */
  async #open(
    query: Record<string, string>,
    signal: AbortSignal,
    { onEvents, onOpened }: { onEvents: (events: KubernetesWatchEvent[]) => void; onOpened?: () => void },
  ): Promise<void> {
    const { connection, tuning, roundTrip } = this.#link;
    if (!this.#isDoubted) {
      this.#standing.reopening(roundTrip());
    }
    const task = this.#task('watch');
    const path = collectionPath(this.collection.kind.type, query, this.collection.namespace);
    const body = await connection.stream({ path, task, signal, limit: tuning.probeLimit });
    onOpened?.();
    if (query.resourceVersion !== undefined && !this.#isDoubted) {
      this.#caughtUp();
    }
    this.collection.watching = true;
    this.#isReading = true;
    try {
      const { reader, turns } = this.#link;
      const { fields } = this.collection;
      await readWatch(body, {
        address: connection.address,
        task,
        reader,
        turns,
        fields,
        onEvents: events => {
          // What was on its way when everything began anew is of a world that may no longer be.
          signal.throwIfAborted();
          onEvents(events);
        },
      });
    } finally {
      this.#isReading = false;
    }
  }

  #apply(events: readonly KubernetesWatchEvent[]): void {
    if (events.length > 0) {
      applyEvents(events, this.collection, this.#position);
      this.#caughtUp();
    }
  }

  #caughtUp(): void {
    this.#backoff.succeeded();
    this.#isDoubted = false;
    this.#standing.caughtUp();
  }

  async #afterFailure(failure: ClusterFailure, signal: AbortSignal): Promise<void> {
    if (failure === overdue && !this.#isDoubted) {
      this.#isDoubted = true;
      this.#link.connection.reconnect();
      this.#standing.interrupted(failure.message, failure.cure);
      return;
    }
    this.#position.forget();
    if (failure.kind === 'expired' && this.#backoff.tries === 0) {
      this.#backoff.next();
    } else if (failure.kind === 'absent') {
      this.collection.clear();
      this.#standing.notInstalled();
      await untilInstalled(this.#link, this.collection.kind.type, signal);
    } else if (failure.kind === 'forbidden') {
      await pause(this.#link.clock, this.#standing.denied(failure), signal);
    } else {
      this.#link.doubt();
      this.#standing.failed(failure);
      await pause(this.#link.clock, Math.max(failure.retryAfter ?? 0, this.#backoff.next()), signal);
    }
  }

  #task(verb: string): string {
    const { kind, namespace } = this.collection;
    return `${verb} ${resourceIn(kind, namespace)}`;
  }
}
