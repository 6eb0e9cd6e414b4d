import { ServiceUnavailableError } from '@backstage/errors';
import type { PageVisibility } from '../stream/PageVisibility';
import type { StreamClock } from '../stream/StreamClock';
import { describeAnswer } from './describeAnswer';
import type { SandboxApi, SandboxView } from './SandboxApi';
import type { SandboxClient } from './SandboxClient';
import type { ScenarioAct } from './scenario';

const POLL_MS = 5_000;
const ANSWER_MS = 4_000;

export interface SandboxWatchOptions {
  /** Absent where there is no sandbox. */
  client: SandboxClient | undefined;
  clock: StreamClock;
  page: PageVisibility;
}

/** Asks the sandbox every five seconds while somebody watches and sees the page, and at once after an act. */
export class SandboxWatch implements SandboxApi {
  readonly #client: SandboxClient | undefined;
  readonly #clock: StreamClock;
  readonly #page: PageVisibility;
  readonly #listeners = new Set<() => void>();
  #view: SandboxView = {};
  #stop: (() => void) | undefined;
  #cancelRound = () => {};

  constructor({ client, clock, page }: SandboxWatchOptions) {
    this.#client = client;
    this.#clock = clock;
    this.#page = page;
  }

  get url(): string | undefined {
    return this.#client?.url;
  }

  readonly view = (): SandboxView => this.#view;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    this.#stop ??= this.#start();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) {
        this.#stop?.();
        this.#stop = undefined;
      }
    };
  };

  async perform(act: ScenarioAct): Promise<void> {
    if (this.#view.acting) {
      return;
    }
    this.#show({ acting: act.act, refused: undefined });
    try {
      await this.#client?.perform(act);
    } catch (error) {
      this.#show({ refused: describeAnswer(error) });
    }
    await this.#round();
    this.#show({ acting: undefined });
  }

  #start(): () => void {
    const look = () => (this.#page.visible() ? this.#round() : this.#cancelRound());
    const stopLooking = this.#page.onChange(look);
    look();
    return () => {
      stopLooking();
      this.#cancelRound();
    };
  }

  /** One question and its answer; the next one is due five seconds later. */
  async #round(): Promise<void> {
    this.#cancelRound();
    const abort = new AbortController();
    const cancelLimit = this.#clock.after(ANSWER_MS, () =>
      abort.abort(new ServiceUnavailableError('it takes too long to answer')),
    );
    const cancelNext = this.#clock.after(POLL_MS, () => this.#round());
    let wanted = true;
    this.#cancelRound = () => {
      wanted = false;
      cancelLimit();
      cancelNext();
      abort.abort();
    };
    const answer = await this.#ask(abort.signal);
    cancelLimit();
    if (wanted) {
      this.#show(answer);
    }
  }

  async #ask(signal: AbortSignal): Promise<Partial<SandboxView>> {
    try {
      const scenario = await this.#client?.scenario(signal);
      return { scenario, askedAt: this.#clock.now(), failure: undefined };
    } catch (error) {
      return { failure: describeAnswer(error) };
    }
  }

  #show(change: Partial<SandboxView>): void {
    this.#view = { ...this.#view, ...change };
    this.#listeners.forEach(listener => listener());
  }
}
