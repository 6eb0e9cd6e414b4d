import { assertError, ServiceUnavailableError } from '@backstage/errors';
import type { Ending, InterestStore, Ticket, Written } from './InterestStore';
import { BEAT_MS, dueAfter, MARGIN_MS, TICKET_MS, TIMEOUT_MS } from './pace';
import type { PollClock } from './PollClock';
import type { PolledSource } from './PolledSource';

export interface LookRunOptions<Look> {
  source: PolledSource<Look>;
  ticket: Ticket;
  /** When the ticket was asked for, by the steady clock: it runs at least from then. */
  askedAt: number;
  before: Look | undefined;
  store: Pick<InterestStore, 'extend' | 'finish'>;
  clock: PollClock;
}

/** A look, with its place among the others. */
export interface Brought<Look> extends Written {
  look: Look;
}

const LOST = 'another replica may look at it by now';
const CLOSED = 'this replica stops';

/** One look at a source, under a ticket that is kept for as long as it lasts. */
export class LookRun<Look> {
  readonly #options: LookRunOptions<Look>;
  readonly #abort = new AbortController();
  #timers = new Set<() => void>();
  #holdsUntil: number;
  #isLost = false;
  #isClosed = false;

  constructor(options: LookRunOptions<Look>) {
    this.#options = options;
    this.#holdsUntil = options.askedAt + TICKET_MS - MARGIN_MS;
  }

  /**
   * What the look brought; `undefined` if it was lost or closed.
   * @throws what the store throws
   */
  async perform(): Promise<Brought<Look> | undefined> {
    const { clock, source } = this.#options;
    if (clock.steady() >= this.#holdsUntil) {
      // The answer was so late that another replica may have a ticket by now.
      return undefined;
    }
    const timeoutMs = source.timeoutSeconds === undefined ? TIMEOUT_MS : source.timeoutSeconds * 1_000;
    this.#after(timeoutMs, () => this.#giveUp(`it did not answer within ${timeoutMs / 1_000} s`));
    this.#beat();
    this.#guard(this.#holdsUntil - clock.steady());
    try {
      return await this.#finish(await this.#look());
    } finally {
      this.#timers.forEach(cancel => cancel());
    }
  }

  /** Ends the look, and gives the ticket back. */
  close(): void {
    this.#isClosed = true;
    this.#giveUp(CLOSED);
  }

  /** A source that does not heed the signal is left behind. */
  async #look(): Promise<Look> {
    const { source, ticket, before } = this.#options;
    const { signal } = this.#abort;
    const given = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    try {
      signal.throwIfAborted();
      return await Promise.race([source.look({ things: ticket.things, before, signal }), given]);
    } catch (error) {
      this.#giveUp('');
      assertError(error);
      return source.failed(before, error.message);
    }
  }

  async #finish(look: Look): Promise<Brought<Look> | undefined> {
    const { store, ticket } = this.#options;
    if (this.#isLost) {
      return undefined;
    }
    const written = await store.finish(ticket, this.#ending(look));
    return written && !this.#isClosed ? { look, ...written } : undefined;
  }

  #ending(look: Look): Ending {
    const { clock, source, ticket } = this.#options;
    if (this.#isClosed) {
      return { failures: ticket.failures, dueAfterMs: 0 };
    }
    const failures = source.isWell(look) ? 0 : ticket.failures + 1;
    const dueAfterMs = dueAfter(source.everySeconds, failures, clock.chance());
    return { look: JSON.stringify(look), failures, dueAfterMs };
  }

  #beat(): void {
    this.#after(BEAT_MS, () => {
      const { clock, store, ticket } = this.#options;
      const askedAt = clock.steady();
      store
        .extend(ticket, TICKET_MS)
        .then(isOurs => (isOurs ? this.#held(askedAt) : this.#lose()))
        // The database may answer the next time: until then the ticket holds as long as it was given for.
        .catch(() => undefined);
      this.#beat();
    });
  }

  #held(askedAt: number): void {
    this.#holdsUntil = Math.max(this.#holdsUntil, askedAt + TICKET_MS - MARGIN_MS);
  }

  /** Nobody told in time that the ticket is still ours. */
  #guard(ms: number): void {
    this.#after(ms, () => {
      const left = this.#holdsUntil - this.#options.clock.steady();
      if (left > 0) {
        this.#guard(left);
      } else {
        this.#lose();
      }
    });
  }

  #lose(): void {
    this.#isLost = true;
    this.#giveUp(LOST);
  }

  #giveUp(why: string): void {
    this.#abort.abort(new ServiceUnavailableError(why));
  }

  #after(ms: number, run: () => void): void {
    const cancel = this.#options.clock.after(ms, () => {
      this.#timers.delete(cancel);
      run();
    });
    this.#timers.add(cancel);
  }
}
