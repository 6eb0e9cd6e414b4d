import { z } from 'zod';
import { type Clock, pause } from '../clock';
import { Backoff } from '../collection/Backoff';
import type { Health } from '../collection/Collection';
import { type ClusterFailure, freshnessAfter } from '../connection/ClusterFailure';
import type { Connection } from '../connection/Connection';
import { transportFailure } from '../connection/transportFailure';
import type { Tuning } from '../tuning';
import { Identity } from './Identity';

/** What the probe has found out, for pages. */
export interface ProbeHealth extends Health {
  cure?: string;
  version?: string;
  lastError?: { at: string; text: string };
}

export interface ProbeOptions {
  connection: Connection;
  clock: Clock;
  tuning: Tuning;
  /** Freshness or reason are another. */
  onHealth: () => void;
  /** It is not the cluster it was. */
  onOtherCluster: () => void;
  /** Called with each probe, to ask in passing whether the server has gone back in time. */
  onTick: () => void;
}

const versionSchema = z.object({ gitVersion: z.string() });

/**
 * Asks the cluster a small authenticated question again and again, and from the answers decides whether it is live:
 * an open watch proves nothing, it outlives the server's will to answer and the token it was opened with.
 */
export class Probe {
  readonly #options: ProbeOptions;
  readonly #identity: Identity;
  readonly #backoff: Backoff;
  readonly #stopped = new AbortController();
  readonly #waiting = new Set<() => void>();
  #sleep = new AbortController();
  #isDoubted = false;
  #roundTrip = 0;
  #health: ProbeHealth;
  #failure: ClusterFailure | undefined;

  constructor(options: ProbeOptions) {
    this.#options = options;
    this.#identity = new Identity(options);
    this.#backoff = new Backoff(options.clock, options.tuning);
    this.#health = { freshness: 'connecting', since: this.#stamp() };
  }

  get health(): ProbeHealth {
    return this.#health;
  }

  /** Whether the portal may read which cluster it is. */
  get mayIdentify(): boolean {
    return this.#identity.isPermitted;
  }

  /** Why the last probe was not answered, if it was not. */
  get failure(): ClusterFailure | undefined {
    return this.#failure;
  }

  /** How long the last answer took, milliseconds. */
  get roundTrip(): number {
    return this.#roundTrip;
  }

  start(): void {
    void this.#run();
  }

  stop(): void {
    this.#stopped.abort();
    this.#sleep.abort();
    this.#release();
  }

  /** Probe now: something failed. */
  doubt(): void {
    this.#isDoubted = true;
    this.#sleep.abort();
  }

  /** Resolves when the cluster answers, or the signal is aborted. */
  async whenAnswering(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && !this.#stopped.signal.aborted && !this.#isAnswering()) {
      await new Promise<void>(resolve => {
        const done = () => {
          this.#waiting.delete(done);
          signal.removeEventListener('abort', done);
          resolve();
        };
        this.#waiting.add(done);
        signal.addEventListener('abort', done);
      });
    }
  }

  #isAnswering(): boolean {
    return this.#health.freshness === 'live' || this.#health.freshness === 'stale';
  }

  async #run(): Promise<void> {
    const { clock, tuning } = this.#options;
    while (!this.#stopped.signal.aborted) {
      this.#isDoubted = false;
      await this.#once();
      this.#sleep = new AbortController();
      const wait = this.#isAnswering() ? tuning.probeEvery : this.#backoff.next();
      // Even when in doubt there is a breath between two probes, and a server that refuses gets its full wait.
      await pause(
        clock,
        this.#isDoubted && this.#isAnswering() ? tuning.retryFirst : wait,
        this.#sleep.signal,
      );
    }
  }

  async #once(): Promise<void> {
    const { clock, onTick } = this.#options;
    try {
      onTick();
      const begun = clock.now().getTime();
      const isOther = await this.#identity.ask(this.#stopped.signal);
      this.#roundTrip = clock.now().getTime() - begun;
      if (isOther) {
        this.#options.onOtherCluster();
      }
      this.#succeeded();
    } catch (error) {
      if (!this.#stopped.signal.aborted) {
        this.#failed(transportFailure(error, this.#options.connection.address));
      }
    }
  }

  #succeeded(): void {
    const wasLive = this.#health.freshness === 'live';
    this.#backoff.succeeded();
    this.#failure = undefined;
    this.#health = { ...this.#health, observedAt: this.#stamp() };
    this.#become({ freshness: 'live' });
    if (!wasLive) {
      void this.#askVersion();
    }
  }

  #failed(failure: ClusterFailure): void {
    this.#failure = failure;
    this.#health = { ...this.#health, lastError: { at: this.#stamp(), text: failure.message } };
    this.#become({ freshness: freshnessAfter(failure), reason: failure.message, cure: failure.cure });
  }

  #become(now: Pick<ProbeHealth, 'freshness' | 'reason' | 'cure'>): void {
    const { freshness: before, reason, since } = this.#health;
    if (now.freshness === before && now.reason === reason) {
      return;
    }
    const isSame = now.freshness === before;
    const rest = { ...this.#health, reason: undefined, cure: undefined };
    this.#health = { ...rest, ...now, since: isSame ? since : this.#stamp() };
    this.#options.onHealth();
    if (this.#isAnswering()) {
      this.#release();
    }
  }

  #release(): void {
    [...this.#waiting].forEach(done => done());
  }

  async #askVersion(): Promise<void> {
    const { connection, tuning } = this.#options;
    const call = { path: '/version', task: 'read the version', limit: tuning.callLimit };
    try {
      const answer = await connection.ask({ ...call, signal: this.#stopped.signal });
      const { gitVersion } = versionSchema.parse(JSON.parse(answer));
      this.#health = { ...this.#health, version: gitVersion };
    } catch {
      // A page without the version is no worse; the probe tells what is wrong.
    }
  }

  #stamp(): string {
    return this.#options.clock.now().toISOString();
  }
}
