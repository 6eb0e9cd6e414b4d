import { ServiceUnavailableError } from '@backstage/errors';
import {
  applyDelta,
  type DeltaFrame,
  type Frame,
  type RowMap,
  type Source,
  topicId,
  type TopicRef,
  type VersionedRows,
} from '@greenroom/plugin-portal-common';
import { FrameReader } from './FrameReader';
import type { PortalClient } from './PortalClient';
import type { StreamClock } from './StreamClock';

const OPENING_MS = 15_000;
/** The server sends a heartbeat well within this; after it, what looks open is dead. */
const SILENCE_MS = 40_000;

export interface StreamConnectionOptions {
  client: PortalClient;
  clock: StreamClock;
  refs: TopicRef[];
  onOpen(connection: StreamConnection): void;
  onFrame(connection: StreamConnection, frame: Frame): void;
  /** It is over, and not because we closed it. */
  onEnd(connection: StreamConnection, error: unknown): void;
}

/** What a stream told of a topic. */
export interface Told extends VersionedRows {
  sources: Source[];
  /** More rows of the same are on their way: what is there is no truth yet. */
  more: boolean;
}

/** One opened stream, with what it told us of each topic: versions of different streams never mix. */
export class StreamConnection {
  readonly topics: ReadonlySet<string>;
  readonly #options: StreamConnectionOptions;
  readonly #abort = new AbortController();
  readonly #held = new Map<string, Told>();
  readonly #answered = new Set<string>();
  #cancelWatchdog = () => {};
  #openedAt: Date | undefined;
  #heardAt: Date | undefined;
  #over = false;

  constructor(options: StreamConnectionOptions) {
    this.#options = options;
    this.topics = new Set(options.refs.map(topicId));
  }

  /** When the server accepted it. */
  get openedAt(): Date | undefined {
    return this.#openedAt;
  }

  /** When the server last said anything. */
  get heardAt(): Date | undefined {
    return this.#heardAt;
  }

  get over(): boolean {
    return this.#over;
  }

  /** Whether every change of that topic reaches us through this stream. */
  follows(topic: string): boolean {
    return !this.#over && this.#held.get(topic)?.more === false;
  }

  /** Whether a topic has begun to come and is not whole yet. */
  get isBeingTold(): boolean {
    return !this.#over && [...this.#held.values()].some(({ more }) => more);
  }

  /** Whether the server has said anything of that topic on this stream: data or a refusal. */
  answered(topic: string): boolean {
    return this.#answered.has(topic);
  }

  start(): void {
    this.#watch(OPENING_MS, 'the portal’s server does not answer');
    this.#run().then(
      () => this.#end(new ServiceUnavailableError('the stream ended')),
      error => this.#end(error),
    );
  }

  /** Ends it without telling anybody. */
  close(): void {
    this.#over = true;
    this.#cancelWatchdog();
    this.#abort.abort();
  }

  hold(topic: string, told: Told): void {
    this.#held.set(topic, told);
    if (!told.more) {
      this.#answered.add(topic);
    }
  }

  /**
   * What is held after a change, or `undefined` when it is a change of something else: then this stream follows the topic
   * no longer.
   */
  change(topic: string, delta: DeltaFrame, known: RowMap | undefined): Told | undefined {
    const held = this.#held.get(topic);
    const next = held && applyDelta(held, delta, known);
    if (!next) {
      this.#held.delete(topic);
      return undefined;
    }
    const told = { ...next, sources: held.sources, more: held.more && !delta.last };
    this.hold(topic, told);
    return told;
  }

  /** Other sources say it. Whether that is of something whole. */
  changeSources(topic: string, sources: Source[]): boolean {
    const held = this.#held.get(topic);
    if (held) {
      this.#held.set(topic, { ...held, sources });
    }
    return this.follows(topic);
  }

  refuse(topic: string): void {
    this.#answered.add(topic);
    this.#held.delete(topic);
  }

  async #run(): Promise<void> {
    const { client, refs, clock, onOpen, onFrame } = this.#options;
    const body = await client.openStream(refs, this.#abort.signal);
    if (this.#over) {
      return;
    }
    this.#openedAt = clock.now();
    this.#heard();
    onOpen(this);
    const onFrameOf = (frame: Frame) => {
      if (!this.#over) {
        this.#heard();
        onFrame(this, frame);
      }
    };
    const rest = () => new Promise<void>(resolve => void clock.after(0, resolve));
    await new FrameReader(onFrameOf, rest).read(body);
  }

  #heard(): void {
    this.#heardAt = this.#options.clock.now();
    this.#watch(SILENCE_MS, `nothing was heard from the portal’s server for ${SILENCE_MS / 1000} s`);
  }

  #watch(ms: number, message: string): void {
    this.#cancelWatchdog();
    this.#cancelWatchdog = this.#options.clock.after(ms, () =>
      this.#end(new ServiceUnavailableError(message)),
    );
  }

  #end(error: unknown): void {
    if (!this.#over) {
      this.close();
      this.#options.onEnd(this, error);
    }
  }
}
