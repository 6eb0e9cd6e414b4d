import { ConflictError, CustomErrorBase } from '@backstage/errors';
import type { PromotionsOptions } from '../promotions/PromotionsOptions';
import { named, type OwnHand } from '../hands/Hand';
import type { WriteOptions } from '../writes/RolloutWriter';
import type { DeedRecord, DeedStore, StoredDeed } from './DeedStore';
import { type Found, lineOf, outcomeOf } from './outcome';
import { deedFor, seenOf } from './plan';

export interface DeedRunnerOptions extends Pick<PromotionsOptions, 'writer' | 'sleep' | 'steady' | 'logger'> {
  store: DeedStore;
  /** Called after it was recorded that something was done, or may have been. */
  told(deed: DeedRecord): void;
  /** Names the portal's own hand where it was one. */
  ownHand?: OwnHand;
}

const BEAT_MS = 5_000;
/** The process that acts says so every few seconds; after so long without it is believed dead. */
const DEAD_AFTER_MS = 20_000;
const LOOK_MS = 10_000;
const ROUNDS = 20;
/** What can not be told after so long will not be told. */
const LOOKED_AT_MS = 3_600_000;

/** What the owners hear of: something was done, or may have been. */
const LOUD: ReadonlySet<DeedRecord['state']> = new Set(['done', 'waits', 'failed', 'unknown']);

type Lines = readonly { kind: string; text: string }[];
interface DeedChange {
  deed?: Partial<DeedRecord>;
  fence?: number;
  lines: Lines;
}

/** Another process has the act. */
class FencedDeedError extends CustomErrorBase {
  override name = 'FencedDeedError' as const;
}

/**
 * Performs acts and records what was seen of them. What a crash leaves open is looked at, watched and nudged by whoever
 * finds it, and never sent again: whoever wanted it asks again.
 */
export class DeedRunner {
  readonly #options: DeedRunnerOptions;
  readonly #running = new Map<string, Promise<void>>();
  readonly #stopped = new AbortController();
  #rounds: Promise<void> = Promise.resolve();

  constructor(options: DeedRunnerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#rounds = this.#goRound();
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await Promise.all([this.#rounds, ...this.#running.values()]);
  }

  /** Begins to perform what was recorded. */
  run(stored: StoredDeed): void {
    const { deed, fence } = stored;
    this.#start(deed, fence, options => this.#options.writer.perform(deedFor(deed), seenOf(deed), options));
  }

  /** Resolves when nothing of this act goes on here. */
  async settled(id: string): Promise<void> {
    await this.#running.get(id);
  }

  /** One round over everything of which the outcome is not known. */
  async round(): Promise<void> {
    const { store, logger } = this.#options;
    const { stored, now } = await store.open();
    for (const one of stored) {
      const { id, state, at } = one.deed;
      const isSilent = now - one.heartbeatAt >= DEAD_AFTER_MS;
      const isLost = state === 'unknown' ? now - Date.parse(at) < LOOKED_AT_MS : isSilent;
      if (isLost && !this.#running.has(id)) {
        await this.#takeUp(one).catch(error => {
          if (!(error instanceof FencedDeedError)) {
            logger.warn(`act ${id}: ${String(error)}`);
          }
        });
      }
    }
  }

  #start(deed: DeedRecord, fence: number, act: (options: WriteOptions) => Promise<Found>) {
    const { id } = deed;
    const run = this.#run(deed, fence, act)
      .catch(error => this.#options.logger.error(`act ${id}: ${String(error)}`))
      .finally(() => this.#running.delete(id));
    this.#running.set(id, run);
  }

  async #run(deed: DeedRecord, fence: number, act: (options: WriteOptions) => Promise<Found>): Promise<void> {
    const { id } = deed;
    const own = new AbortController();
    const signal = AbortSignal.any([own.signal, this.#stopped.signal]);
    const beat = this.#beat(id, fence, { own, signal });
    try {
      const found = await act({
        requestId: id,
        signal,
        beforeSending: async sent => {
          signal.throwIfAborted();
          await this.#change(id, fence, ({ sentAt }, now) => ({
            deed: { sentAt: sentAt ?? iso(now), lastSentAt: iso(now), ...(sent && { sent }) },
            lines: [{ kind: 'sending', text: 'A write is about to be sent' }],
          }));
        },
      });
      await this.#end(deed, fence, found);
    } finally {
      own.abort();
      await beat;
    }
  }

  /** Who acted fell silent, or could not tell. Whoever looks has the act from now on: a late hand sends and says nothing. */
  async #takeUp({ deed, fence: before }: StoredDeed): Promise<void> {
    const { writer } = this.#options;
    const { id, state } = deed;
    const fence = before + 1;
    await this.#change(id, before, () => ({ fence, lines: [] }));
    const found: Found =
      deed.sentAt === undefined
        ? { kind: 'nothing-sent' }
        : await writer.find(deedFor(deed), seenOf(deed), this.#stopped.signal);
    if (state === 'executing' && found.kind === 'unknown') {
      this.#start(deed, fence, options =>
        writer.perform(deedFor(deed), seenOf(deed), { ...options, alreadySent: true }),
      );
    } else {
      await this.#end(deed, fence, found, true);
    }
  }

  async #end({ id, uid, at }: DeedRecord, fence: number, seen: Found, isLookedAt = false): Promise<void> {
    const { ownHand } = this.#options;
    const found =
      seen.kind === 'superseded' ? await named(seen, { uid, since: at, besides: id }, ownHand) : seen;
    let news: DeedRecord | undefined;
    await this.#change(id, fence, (deed, now) => {
      const { state } = deed;
      const next = outcomeOf(found, now, isLookedAt);
      news = next.state === state ? undefined : { ...deed, ...next };
      return next.state === state
        ? { lines: [] }
        : { deed: next, lines: [{ kind: `act-${next.state}`, text: next.outcome.text }] };
    });
    if (news && LOUD.has(news.state)) {
      this.#options.told(news);
    }
  }

  /** @throws FencedDeedError when another process has the act, or it is over */
  async #change(
    id: string,
    fence: number,
    decide: (deed: DeedRecord, now: number) => DeedChange,
  ): Promise<void> {
    const { store } = this.#options;
    for (let round = 0; round < ROUNDS; round += 1) {
      const read = await store.read(id);
      const isOpen = read?.stored.deed.state === 'executing' || read?.stored.deed.state === 'unknown';
      if (!read || !isOpen || read.stored.fence !== fence) {
        throw new FencedDeedError('another process has seen what became of this act');
      }
      const { deed, lines, fence: next = fence } = decide(read.stored.deed, read.now);
      const changed = { ...read.stored.deed, ...deed };
      const stored = { ...read.stored, deed: changed, fence: next, heartbeatAt: read.now };
      const worded = lines.map(line => lineOf(changed, line));
      if (await store.save(stored, worded)) {
        return;
      }
    }
    throw new ConflictError(`act ${id} changes all the time`);
  }

  /** Whoever can not say any more that it lives has to stop before others believe it dead. */
  async #beat(id: string, fence: number, { own, signal }: { own: AbortController; signal: AbortSignal }) {
    const { sleep, steady } = this.#options;
    let last = steady();
    await sleep(BEAT_MS, signal);
    while (!signal.aborted) {
      try {
        await this.#change(id, fence, () => ({ lines: [] }));
        last = steady();
      } catch (error) {
        if (error instanceof FencedDeedError || steady() - last > DEAD_AFTER_MS / 2) {
          own.abort();
        }
      }
      await sleep(BEAT_MS, signal);
    }
  }

  async #goRound(): Promise<void> {
    const { sleep, logger } = this.#options;
    while (!this.#stopped.signal.aborted) {
      await this.round().catch(error => logger.warn(`acts: ${String(error)}`));
      await sleep(LOOK_MS, this.#stopped.signal);
    }
  }
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
