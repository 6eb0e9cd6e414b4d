import type { LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type { InterestStore, SourceState } from './InterestStore';
import { KnownLooks } from './KnownLooks';
import { LookRun } from './LookRun';
import { FOLLOW_MS, INTEREST_MS, TICKET_MS } from './pace';
import type { PollClock } from './PollClock';
import type { Looked, PolledSource } from './PolledSource';
import { Watchers } from './Watchers';

export interface PolledSourcesOptions<Look> {
  sources: readonly PolledSource<Look>[];
  store: InterestStore;
  /** Unique among the processes that share the store. */
  replica: string;
  /** Reads a look that another replica, perhaps of another version, wrote. Throws for what it does not understand. */
  read(json: unknown): Look;
  clock: PollClock;
  logger: Pick<LoggerService, 'warn'>;
}

/** A stop does not wait longer for a database that does not answer. */
const CLOSING_MS = 5_000;
/** The database is asked anew when it has not answered for so long. */
const PATIENCE_MS = 10_000;

/**
 * Sources that are looked at only while somebody watches them, by one replica for all. Who watches writes down an
 * interest; one replica at a time has the ticket of a source and looks at what all watch together; every replica follows
 * the looks by their versions. While nobody watches here, nothing is asked, not even the database.
 */
export class PolledSources<Look> {
  readonly #options: PolledSourcesOptions<Look>;
  readonly #sources: ReadonlyMap<string, PolledSource<Look>>;
  readonly #prompt: ReadonlySet<string>;
  readonly #known: KnownLooks<Look>;
  readonly #runs = new Map<string, LookRun<Look>>();
  readonly #ends = new Set<Promise<void>>();
  readonly #watchers = new Watchers();
  readonly #listeners = new Set<(sources: ReadonlySet<string>) => void>();
  #cancelTick: (() => void) | undefined;
  #followedAt: number | undefined;
  #isAgain = false;
  #isClosed = false;
  #trouble = '';

  constructor(options: PolledSourcesOptions<Look>) {
    this.#options = options;
    this.#sources = new Map(options.sources.map(source => [source.id, source]));
    this.#prompt = new Set(options.sources.filter(({ isPrompt }) => isPrompt).map(({ id }) => id));
    this.#known = new KnownLooks(this.#sources, () => options.clock.steady());
  }

  /** What was known when the portal stopped is shown with its age, before anybody is asked. */
  async start(): Promise<void> {
    await this.#options.store.register(this.ids());
    await this.#read(this.ids());
  }

  ids(): string[] {
    return [...this.#sources.keys()];
  }

  /**
   * Somebody watches this of a source, until the returned function is called and half a minute longer. The first is
   * looked at at once; a thing that comes to others with the next look, which of a prompt source is at once, too.
   * @throws NotFoundError for a source that is not configured
   */
  watch(source: string, thing = ''): () => void {
    if (!this.#sources.has(source)) {
      throw new NotFoundError(`there is no source ${source}`);
    }
    const interest = { source, thing };
    if (this.#watchers.add(interest, this.#options.clock.steady())) {
      this.#tickSoon();
    }
    let isOver = false;
    return () => {
      if (!isOver) {
        isOver = true;
        this.#watchers.remove(interest);
      }
    };
  }

  /** Somebody has looked once: the same as watching for a moment. */
  glance(source: string, thing = ''): void {
    this.watch(source, thing)();
  }

  /** `undefined` until there is a first look. */
  current(source: string): Looked<Look> | undefined {
    return this.#known.current(source);
  }

  /** Called with the sources that were looked at, or are no longer fresh. */
  onChange(listener: (sources: ReadonlySet<string>) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Resolves once these have been looked at as they should, and after `ms` at the latest. Looks at them. */
  async fresh(sources: readonly string[], ms: number): Promise<void> {
    sources.forEach(source => this.glance(source));
    const areFresh = () => sources.every(source => this.current(source)?.isFresh === true);
    if (areFresh()) {
      return;
    }
    await new Promise<void>(resolve => {
      const cancel = this.#options.clock.after(ms, end);
      const stop = this.onChange(() => {
        if (areFresh()) {
          end();
        }
      });
      function end() {
        cancel();
        stop();
        resolve();
      }
    });
  }

  /** Ends what goes on; others take over at once. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelTick?.();
    this.#runs.forEach(run => run.close());
    const { clock, replica, store } = this.#options;
    const ended = Promise.allSettled([...this.#ends, store.leave(replica)]);
    await Promise.race([ended, new Promise<void>(resolve => clock.after(CLOSING_MS, resolve))]);
  }

  #tickSoon(): void {
    if (this.#isClosed) {
      return;
    }
    if (this.#followedAt !== undefined) {
      this.#isAgain = true;
      return;
    }
    this.#cancelTick?.();
    this.#cancelTick = this.#options.clock.after(0, () => this.#tick());
  }

  #tick(): void {
    const now = this.#options.clock.steady();
    this.#tell(this.#known.aged());
    if (this.#followedAt === undefined || now - this.#followedAt >= PATIENCE_MS) {
      void this.#follow(now);
    }
    const goesOn = this.#watchers.isAnything(now) || this.#runs.size > 0;
    this.#cancelTick =
      goesOn && !this.#isClosed ? this.#options.clock.after(FOLLOW_MS, () => this.#tick()) : undefined;
  }

  async #follow(begun: number): Promise<void> {
    this.#followedAt = begun;
    try {
      await this.#once();
      this.#trouble = '';
    } catch (error) {
      this.#complain(`what is watched can not be followed now: ${error}`);
    }
    if (this.#followedAt === begun) {
      this.#followedAt = undefined;
    }
    if (this.#isAgain) {
      this.#isAgain = false;
      this.#tickSoon();
    }
  }

  async #once(): Promise<void> {
    const { clock, replica, store } = this.#options;
    const now = clock.steady();
    const interests = this.#watchers.due(now);
    if (interests.length > 0) {
      await store.want(interests, replica, INTEREST_MS, this.#prompt);
      this.#watchers.written(interests, now);
    }
    const states = await store.states(this.ids(), replica);
    const later = states.filter(state => this.#known.isLater(state));
    if (later.length > 0) {
      await this.#read(later.map(({ source }) => source));
    }
    states.filter(state => this.#isToBegin(state)).forEach(({ source }) => this.#begin(source));
  }

  #isToBegin({ source, isWanted, isDue }: SourceState): boolean {
    return isWanted && isDue && !this.#isClosed && !this.#runs.has(source);
  }

  async #read(sources: readonly string[]): Promise<void> {
    const { read, store } = this.#options;
    const changed = new Set<string>();
    const stored = (await store.looks(sources)).filter(look => this.#known.isLater(look));
    for (const { look, ...about } of stored) {
      try {
        if (this.#known.hold(about, read(JSON.parse(look)))) {
          changed.add(about.source);
        }
      } catch (error) {
        this.#complain(`the last look at ${about.source} can not be read: ${error}`);
      }
    }
    this.#tell(changed);
  }

  #begin(id: string): void {
    const end = this.#run(id).catch(error => this.#complain(`${id} can not be looked at now: ${error}`));
    this.#ends.add(end);
    void end.finally(() => this.#ends.delete(end));
  }

  async #run(id: string): Promise<void> {
    const { clock, replica, store } = this.#options;
    const source = this.#sources.get(id);
    if (!source || this.#runs.has(id)) {
      return;
    }
    const askedAt = clock.steady();
    const ticket = await store.take(id, replica, TICKET_MS);
    if (!ticket) {
      return;
    }
    if (this.#known.isLater(ticket)) {
      await this.#read([id]);
    }
    const before = this.current(id)?.look;
    const run = new LookRun({ source, ticket, askedAt, before, store, clock });
    this.#runs.set(id, run);
    if (this.#isClosed) {
      run.close();
    }
    try {
      const brought = await run.perform();
      if (brought) {
        const { look, ...written } = brought;
        this.#tell(new Set(this.#known.hold({ source: id, ageMs: 0, ...written }, look) ? [id] : []));
      }
    } finally {
      this.#runs.delete(id);
      if (source.isPrompt) {
        // Somebody may have come to it meanwhile.
        this.#tickSoon();
      }
    }
  }

  #tell(sources: ReadonlySet<string>): void {
    if (sources.size > 0) {
      this.#listeners.forEach(listener => listener(sources));
    }
  }

  /** Once for each trouble: it is met each second. */
  #complain(trouble: string): void {
    if (trouble !== this.#trouble) {
      this.#trouble = trouble;
      this.#options.logger.warn(trouble);
    }
  }
}
