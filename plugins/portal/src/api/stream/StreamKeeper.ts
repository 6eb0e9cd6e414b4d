import type { Frame, TopicRef } from '@greenroom/plugin-portal-common';
import { retryDelay } from './backoff';
import { retryAfterMs } from './failure';
import type { PortalClient } from './PortalClient';
import type { StreamClock } from './StreamClock';
import { StreamConnection } from './StreamConnection';

/** A stream that lived this long was a good one: what ends it is a first failure again. */
const GOOD_LIFE_MS = 10_000;
/** How long a replaced stream may stay for topics that the new one has not answered yet. */
const HANDOVER_MS = 3_000;
/** A server whose versions never fit is not asked for snapshots faster than this. */
const RESYNC_MS = 5_000;

export interface StreamKeeperOptions {
  client: PortalClient;
  clock: StreamClock;
  wanted(): TopicRef[];
  onFrame(connection: StreamConnection, frame: Frame): void;
  /** This stream is over, since it failed (then with the error) or was replaced: what it followed, it does no more. */
  onUnfollowed(connection: StreamConnection, error?: unknown): void;
  /** Whether the stream has been out of reach for long enough that topics should be asked for one by one. */
  onOutage(outage: boolean): void;
}

/** Keeps one stream open for what is wanted; while it is being replaced there are two. */
export class StreamKeeper {
  readonly #options: StreamKeeperOptions;
  #current: StreamConnection | undefined;
  #previous: StreamConnection | undefined;
  #failures = 0;
  #failedOpenings = 0;
  /** When it last did, or will. */
  #resyncedAt = -Infinity;
  #cancelRetry: (() => void) | undefined;
  #cancelHandover = () => {};

  constructor(options: StreamKeeperOptions) {
    this.#options = options;
  }

  carries(topic: string): boolean {
    return this.#current?.topics.has(topic) ?? false;
  }

  follows(topic: string): boolean {
    const speaker = this.#current?.answered(topic) ? this.#current : this.#previous;
    return speaker?.follows(topic) ?? false;
  }

  /** Whether what this stream says of the topic counts: the newer stream's word does, as soon as it spoke. */
  listensTo(connection: StreamConnection, topic: string): boolean {
    return connection === this.#current || !this.#current?.answered(topic);
  }

  /** What is wanted has changed: opens the new stream, then closes the old one. Waits where a retry is due. */
  renew(): void {
    if (!this.#cancelRetry) {
      this.#open();
    }
  }

  /** A change did not fit what this stream told before: only a snapshot helps. */
  resync(connection: StreamConnection): void {
    if (connection === this.#current && !this.#cancelRetry) {
      const now = this.#options.clock.now().getTime();
      const at = Math.max(now, this.#resyncedAt + RESYNC_MS);
      this.#resyncedAt = at;
      this.#openIn(at - now);
    }
  }

  /** Closes everything at once and tries nothing. */
  stop(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
    this.#cancelHandover();
    this.#current?.close();
    this.#previous?.close();
    this.#current = undefined;
    this.#previous = undefined;
    this.#failures = 0;
    this.#failedOpenings = 0;
    this.#options.onOutage(false);
  }

  #openIn(ms: number): void {
    this.#cancelRetry = this.#options.clock.after(ms, () => {
      this.#cancelRetry = undefined;
      this.#open();
    });
  }

  #open(): void {
    const refs = this.#options.wanted();
    if (refs.length === 0) {
      this.stop();
      return;
    }
    this.#makeRoom();
    this.#current = new StreamConnection({
      client: this.#options.client,
      clock: this.#options.clock,
      refs,
      onOpen: () => this.#opened(),
      onFrame: (connection, frame) => this.#heard(connection, frame),
      onEnd: (connection, error) => this.#ended(connection, error),
    });
    this.#current.start();
  }

  /** The stream that works stays until the new one does; one that was only being opened is of no use any more. */
  #makeRoom(): void {
    if (!this.#current?.openedAt) {
      this.#cancelHandover();
      this.#current?.close();
      return;
    }
    const replaced = this.#previous;
    this.#previous = this.#current;
    this.#current = undefined;
    this.#drop(replaced);
  }

  #opened(): void {
    this.#failedOpenings = 0;
    this.#options.onOutage(false);
    this.#handOverSoon();
  }

  #handOverSoon(): void {
    this.#cancelHandover();
    if (this.#previous) {
      this.#cancelHandover = this.#options.clock.after(HANDOVER_MS, () => this.#dropPrevious());
    }
  }

  #heard(connection: StreamConnection, frame: Frame): void {
    this.#options.onFrame(connection, frame);
    if (connection === this.#current && connection.isBeingTold) {
      this.#handOverSoon();
    }
    const [previous, current] = [this.#previous, this.#current];
    if (
      previous &&
      current &&
      [...current.topics].every(id => !previous.follows(id) || current.answered(id))
    ) {
      this.#dropPrevious();
    }
  }

  #dropPrevious(): void {
    const previous = this.#previous;
    this.#previous = undefined;
    this.#drop(previous);
  }

  #drop(connection: StreamConnection | undefined): void {
    this.#cancelHandover();
    if (connection) {
      connection.close();
      this.#options.onUnfollowed(connection);
    }
  }

  #ended(connection: StreamConnection, error: unknown): void {
    if (connection === this.#previous) {
      this.#previous = undefined;
    } else {
      this.#current = undefined;
      this.#cancelHandover();
      this.#failed(connection, error);
    }
    this.#options.onUnfollowed(connection, error);
  }

  #failed({ openedAt }: StreamConnection, error: unknown): void {
    const { clock, onOutage } = this.#options;
    const life = openedAt ? clock.now().getTime() - openedAt.getTime() : 0;
    this.#failures = life > GOOD_LIFE_MS ? 1 : this.#failures + 1;
    this.#failedOpenings += openedAt ? 0 : 1;
    if (this.#failedOpenings >= 2) {
      onOutage(true);
    }
    this.#cancelRetry?.();
    this.#openIn(retryDelay(this.#failures, clock.random(), retryAfterMs(error)));
  }
}
