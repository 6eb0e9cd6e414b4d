import { ServiceUnavailableError } from '@backstage/errors';
import type { TopicRef } from '@greenroom/plugin-portal-common';
import {
  type Asker,
  type ByteChannel,
  type Decision,
  type Decisions,
  type JsonDocument,
  refusalError,
  TooManyRequestsError,
  type TopicRegistry,
} from '@greenroom/plugin-portal-node';
import { Connection } from './Connection';
import { heartbeatFrame } from './frames';
import { LiveTopics } from './LiveTopics';
import type { Rhythm, StreamClock } from './Rhythm';
import { inquire, visibility } from './visibility';

export interface StreamHubOptions {
  registry: Pick<TopicRegistry, 'find'>;
  decisions: Decisions;
  clock: StreamClock;
  rhythm: Rhythm;
  /** Something no other process says: versions start with it. */
  newEpoch(): string;
  onFailure(error: unknown): void;
}

/** Its multiples spread evenly over the unit interval. */
const GOLDEN_RATIO = 0.618034;

/** All streams of one person: looked at together, so that the policy is asked once for all of them. */
interface Person {
  connections: Set<Connection>;
  checkedAt: number;
}

/** All open streams of this process, and one clock for all of them. */
export class StreamHub {
  readonly #options: StreamHubOptions;
  readonly #topics: LiveTopics;
  /** By entity ref. */
  readonly #people = new Map<string, Person>();
  readonly #stopTicking: () => void;
  #lastHeartbeat: number;
  #closed = false;
  #arrivals = 0;

  constructor(options: StreamHubOptions) {
    this.#options = options;
    this.#topics = new LiveTopics(options);
    this.#lastHeartbeat = options.clock.now();
    this.#stopTicking = options.clock.every(options.rhythm.tickMs, () => this.#tick());
  }

  /** How much is open now. */
  get open(): { streams: number; topics: number } {
    return { streams: [...this.#all()].length, topics: this.#topics.size };
  }

  /** @throws TooManyRequestsError, ServiceUnavailableError while it shuts down */
  admit(person: string): void {
    if (this.#closed) {
      throw new ServiceUnavailableError('the portal is shutting down: try again');
    }
    const { streamsPerPerson } = this.#options.rhythm;
    if ((this.#people.get(person)?.connections.size ?? 0) >= streamsPerPerson) {
      throw new TooManyRequestsError(`at most ${streamsPerPerson} streams for one person`);
    }
  }

  /** Serves one stream until either side ends it. */
  connect(person: string, asker: Asker, channel: ByteChannel, refs: readonly TopicRef[]): void {
    const { clock } = this.#options;
    const deps = {
      ...this.#options,
      topics: this.#topics,
      now: () => clock.now(),
      after: (ms: number, run: () => void) => void clock.after(ms, run),
    };
    const connection = new Connection(deps, channel, asker);
    const it = this.#people.get(person) ?? { connections: new Set(), checkedAt: this.#firstCheckedAt() };
    it.connections.add(connection);
    this.#people.set(person, it);
    channel.onClose(() => this.#forget(person, connection));
    if (this.#closed) {
      connection.end();
    } else {
      void connection.start(refs);
    }
  }

  /**
   * One topic as plain JSON, for those who do not stream.
   * @throws NotFoundError, InputError, NotAllowedError, ServiceUnavailableError
   */
  async document(ref: TopicRef, asker: Asker): Promise<JsonDocument> {
    const { registry, decisions } = this.#options;
    const known = registry.find(ref);
    assertAllowed(await decisions.decide(known.questions, asker));
    const live = this.#topics.open(ref, known);
    const inquiry = inquire(known, live);
    const visible = visibility(inquiry, await decisions.decide(inquiry.questions, asker));
    if ('refused' in visible) {
      throw refusalError(visible.refused);
    }
    return live.view(visible.partitions).document();
  }

  /** Ends all streams, so that the server can stop. */
  shutdown(): void {
    this.#closed = true;
    this.#stopTicking();
    [...this.#all()].forEach(connection => connection.end());
    this.#topics.closeAll();
  }

  /**
   * As if it had been looked at a while ago, for each one another while: thousands of pages come back at once after a
   * restart, and are not all looked at again in one go.
   */
  #firstCheckedAt(): number {
    const { clock, rhythm } = this.#options;
    this.#arrivals += 1;
    return clock.now() - (rhythm.recheckMs / 2) * ((this.#arrivals * GOLDEN_RATIO) % 1);
  }

  *#all(): Iterable<Connection> {
    for (const { connections } of this.#people.values()) {
      yield* connections;
    }
  }

  #tick(): void {
    const { clock, rhythm } = this.#options;
    const now = clock.now();
    for (const person of [...this.#people.values()]) {
      this.#tickPerson(person, now);
    }
    if (now - this.#lastHeartbeat >= rhythm.heartbeatMs) {
      this.#lastHeartbeat = now;
      const frame = heartbeatFrame(clock.wallNow());
      [...this.#all()].forEach(connection => connection.heartbeat(frame));
    }
    this.#topics.sweep(now);
  }

  #tickPerson(person: Person, now: number): void {
    const { clock, rhythm } = this.#options;
    const due = now - person.checkedAt >= rhythm.recheckMs;
    if (due) {
      person.checkedAt = now;
    }
    [...person.connections].forEach(connection => connection.tick(now, clock.wallNow(), due));
  }

  #forget(person: string, connection: Connection): void {
    const it = this.#people.get(person);
    it?.connections.delete(connection);
    if (it?.connections.size === 0) {
      this.#people.delete(person);
    }
  }
}

function assertAllowed(decisions: readonly Decision[]): void {
  for (const decision of decisions) {
    if (!decision.allowed) {
      throw refusalError(decision.why);
    }
  }
}
