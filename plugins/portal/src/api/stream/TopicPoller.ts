import { asRefusal, describeFailure } from './failure';
import type { HeldTopic } from './HeldTopic';
import type { PortalClient } from './PortalClient';
import type { StreamClock } from './StreamClock';

const SHORTEST_MS = 5_000;
const LONGEST_MS = 10_000;
const ANSWER_MS = 10_000;

/** Asks for topics again and again while there is no stream: slower, but the page does not stand still. */
export class TopicPoller {
  readonly #client: PortalClient;
  readonly #clock: StreamClock;
  /** The topics that nobody follows now. */
  readonly #unfollowed: () => HeldTopic[];
  #stop: (() => void) | undefined;

  constructor(client: PortalClient, clock: StreamClock, unfollowed: () => HeldTopic[]) {
    this.#client = client;
    this.#clock = clock;
    this.#unfollowed = unfollowed;
  }

  /** Starts, unless it runs already. */
  start(): void {
    if (!this.#stop) {
      this.#next(this.#clock.random() * 1000);
    }
  }

  /** Somebody waits: asks now, if it runs at all. */
  hurry(): void {
    if (this.#stop) {
      this.stop();
      this.#next(0);
    }
  }

  stop(): void {
    this.#stop?.();
    this.#stop = undefined;
  }

  #next(ms: number): void {
    this.#stop = this.#clock.after(ms, () => this.#round());
  }

  async #round(): Promise<void> {
    const abort = new AbortController();
    const cancel = this.#clock.after(ANSWER_MS, () => abort.abort());
    const stop = () => {
      cancel();
      abort.abort();
    };
    this.#stop = stop;
    await Promise.all(this.#unfollowed().map(topic => this.#ask(topic, abort.signal)));
    cancel();
    if (this.#stop === stop) {
      this.#next(SHORTEST_MS + this.#clock.random() * (LONGEST_MS - SHORTEST_MS));
    }
  }

  async #ask(topic: HeldTopic, signal: AbortSignal): Promise<void> {
    try {
      const got = await this.#client.getTopic(topic.ref, topic.etag, signal);
      this.#ifStillWanted(topic, signal, () => this.#take(topic, got));
    } catch (error) {
      this.#ifStillWanted(topic, signal, () => this.#fail(topic, error));
    }
  }

  /** An answer that comes after the stream did is older than what the stream told. */
  #ifStillWanted(topic: HeldTopic, signal: AbortSignal, act: () => void): void {
    if (!signal.aborted && this.#unfollowed().includes(topic)) {
      act();
    }
  }

  #take(topic: HeldTopic, got: Awaited<ReturnType<PortalClient['getTopic']>>): void {
    const now = this.#clock.now();
    if (got) {
      topic.fetched(got.answer.data, got.answer.sources, got.etag, now);
    } else {
      topic.confirmed(now);
    }
  }

  #fail(topic: HeldTopic, error: unknown): void {
    const refusal = asRefusal(error);
    if (refusal) {
      topic.deny(refusal);
    } else {
      topic.lose(this.#clock.now(), undefined, describeFailure(error));
    }
  }
}
