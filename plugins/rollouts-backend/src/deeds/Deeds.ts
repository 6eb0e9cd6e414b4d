import { ConflictError, CustomErrorBase, NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import { type Person, type Rollout, rolloutKey, type RolloutRef } from '@greenroom/plugin-rollouts-common';
import { conflict, readReason, standing } from '../promotions/conflict';
import { digestsOf, refOf } from '../promotions/pin';
import type { PromotionsOptions } from '../promotions/PromotionsOptions';
import type { DeedAction, DeedRecord, DeedStore, StoredDeed } from './DeedStore';
import { type Found, lineOf, outcomeOf } from './outcome';
import { bodyHash, type DeedBody, deedFor, intention, mustBePerson, seenBy, seenOf } from './plan';

export interface DeedsOptions extends Pick<
  PromotionsOptions,
  'writer' | 'rollouts' | 'newId' | 'sleep' | 'logger'
> {
  store: DeedStore;
  /** Remembers which revision was stable before. */
  promotions: Pick<PromotionsOptions['store'], 'lastSeen'>;
}

const BEAT_MS = 5_000;
/** The process that acts says so every few seconds; after so long without it is believed dead. */
const DEAD_AFTER_MS = 20_000;
const LOOK_MS = 10_000;
const ROUNDS = 20;
/** What can not be told after so long will not be told. */
const LOOKED_AT_MS = 3_600_000;
/** Within a day of it, what an act brought about is not called unasked for. */
const REMEMBERED_MS = 86_400_000;

type Lines = readonly { kind: string; text: string }[];

/** Another process has the act. */
class FencedDeedError extends CustomErrorBase {
  override name = 'FencedDeedError' as const;
}

/**
 * Acts that need no vote: recorded, then written, then recorded again as they were seen. What a crash leaves open is
 * looked at and never sent again: whoever wanted it asks again.
 */
export class Deeds {
  readonly #options: DeedsOptions;
  readonly #running = new Map<string, Promise<void>>();
  readonly #stopped = new AbortController();
  #rounds: Promise<void> = Promise.resolve();

  constructor(options: DeedsOptions) {
    this.#options = options;
  }

  start(): void {
    this.#rounds = this.#goRound();
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await Promise.all([this.#rounds, ...this.#running.values()]);
  }

  /**
   * Answers with what was seen of it. The same person with the same key gets the same answer and nothing is done again.
   * @throws ConflictError with what is there now, or for a key that was used for something else; NotAllowedError;
   * InputError; NotFoundError; ServiceUnavailableError while its cluster can not tell
   */
  async perform(
    person: Person,
    ref: RolloutRef,
    action: DeedAction,
    body: DeedBody,
    idempotencyKey?: string,
  ): Promise<DeedRecord> {
    mustBePerson(person);
    const reason = readReason(body.reason, { needed: true });
    const hash = bodyHash(ref, action, body);
    const known =
      idempotencyKey === undefined ? undefined : await this.#options.store.byKey(person.ref, idempotencyKey);
    const stored =
      known ?? (await this.#begin({ person, ref, action, body: { ...body, reason } }, hash, idempotencyKey));
    if (stored.bodyHash !== hash) {
      throw new ConflictError('This Idempotency-Key was used for another act: use a new one.');
    }
    await this.#running.get(stored.deed.id);
    return this.#answer(await this.#read(stored.deed.id));
  }

  /** Whether somebody brought a revision live by an act of the portal. */
  async wasDone(uid: string, revision: string): Promise<boolean> {
    const deeds = await this.#options.store.about(uid, REMEMBERED_MS);
    return deeds.some(
      ({ action, toRevision, state }) =>
        ((action === 'undo' && toRevision === revision) || action === 'return-to-stable') &&
        state !== 'refused' &&
        state !== 'not-sent',
    );
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
        await this.#lookAgain(one).catch(error => logger.warn(`act ${id}: ${String(error)}`));
      }
    }
  }

  async #begin(
    wanted: { person: Person; ref: RolloutRef; action: DeedAction; body: DeedBody },
    hash: string,
    idempotencyKey: string | undefined,
  ): Promise<StoredDeed> {
    const { person, ref, action, body } = wanted;
    const { store, promotions, newId } = this.#options;
    const rollout = this.#rollout(ref);
    const last = await promotions.lastSeen(rolloutKey(ref));
    const previous = last?.uid === rollout.uid ? last.previousStable : undefined;
    const seen = seenBy(rollout, action, body, previous);
    const id = newId();
    const { stored, created } = await store.create(now => {
      const deed: DeedRecord = {
        id,
        action,
        rollout: refOf(ref),
        uid: rollout.uid,
        revision: body.revision,
        digests: digestsOf(seen),
        ...(action === 'undo' && { toRevision: body.toRevision }),
        by: person.ref,
        reason: body.reason,
        at: new Date(now).toISOString(),
        state: 'executing',
      };
      const line = lineOf(deed, { kind: 'act', text: intention(deed) });
      return { deed, idempotencyKey: idempotencyKey ?? id, bodyHash: hash, lines: [line] };
    });
    if (created) {
      this.#start(stored);
    }
    return stored;
  }

  #start(stored: StoredDeed) {
    const { id } = stored.deed;
    const run = this.#run(stored)
      .catch(error => this.#options.logger.error(`act ${id}: ${String(error)}`))
      .finally(() => this.#running.delete(id));
    this.#running.set(id, run);
  }

  async #run({ deed, fence }: StoredDeed): Promise<void> {
    const { writer } = this.#options;
    const own = new AbortController();
    const signal = AbortSignal.any([own.signal, this.#stopped.signal]);
    const beat = this.#beat(deed.id, fence, { own, signal });
    try {
      const observed = await writer.perform(deedFor(deed), seenOf(deed), {
        requestId: deed.id,
        signal,
        beforeSending: async () => {
          signal.throwIfAborted();
          await this.#change(deed.id, fence, () => ({
            lines: [{ kind: 'sending', text: 'A write is about to be sent' }],
          }));
        },
      });
      await this.#end(deed.id, fence, observed);
    } finally {
      own.abort();
      await beat;
    }
  }

  async #lookAgain(stored: StoredDeed): Promise<void> {
    const { writer } = this.#options;
    const { deed } = stored;
    const found = await writer.find(deedFor(deed), seenOf(deed), this.#stopped.signal);
    await this.#end(deed.id, stored.fence, found, true);
  }

  /** `takes`: whoever found it has the act from now on. */
  async #end(id: string, fence: number, found: Found, takes = false): Promise<void> {
    await this.#change(id, fence, ({ state }, now) => {
      const next = outcomeOf(found, now);
      const isNews = next.state !== state;
      return {
        deed: isNews ? next : undefined,
        fence: takes ? fence + 1 : fence,
        lines: isNews ? [{ kind: `act-${next.state}`, text: next.outcome.text }] : [],
      };
    });
  }

  async #change(
    id: string,
    fence: number,
    decide: (deed: DeedRecord, now: number) => { deed?: Partial<DeedRecord>; fence?: number; lines: Lines },
  ): Promise<void> {
    for (let round = 0; round < ROUNDS; round += 1) {
      const read = await this.#options.store.read(id);
      const isOpen = read?.stored.deed.state === 'executing' || read?.stored.deed.state === 'unknown';
      if (!read || !isOpen || read.stored.fence !== fence) {
        throw new FencedDeedError('another process has seen what became of this act');
      }
      const { deed, lines, fence: next = fence } = decide(read.stored.deed, read.now);
      const changed = { ...read.stored.deed, ...deed };
      const stored = { ...read.stored, deed: changed, fence: next, heartbeatAt: read.now };
      if (
        await this.#options.store.save(
          stored,
          lines.map(line => lineOf(changed, line)),
        )
      ) {
        return;
      }
    }
    throw new ConflictError(`act ${id} changes all the time`);
  }

  async #beat(id: string, fence: number, { own, signal }: { own: AbortController; signal: AbortSignal }) {
    await this.#options.sleep(BEAT_MS, signal);
    while (!signal.aborted) {
      await this.#change(id, fence, () => ({ lines: [] })).catch(error => {
        if (error instanceof FencedDeedError) {
          own.abort();
        }
      });
      await this.#options.sleep(BEAT_MS, signal);
    }
  }

  async #read(id: string): Promise<DeedRecord> {
    const read = await this.#options.store.read(id);
    if (!read) {
      throw new NotFoundError(`there is no act ${id}`);
    }
    return read.stored.deed;
  }

  /** @throws ConflictError for what was not done because the world is another one */
  #answer(deed: DeedRecord): DeedRecord {
    const { state, outcome } = deed;
    if (state === 'refused' || state === 'superseded' || state === 'not-sent') {
      const rollout = this.#options.rollouts.entries().get(rolloutKey(deed.rollout))?.rollout;
      throw conflict(outcome?.text ?? 'Nothing was done.', { ...standing(rollout), act: deed.id, state });
    }
    return deed;
  }

  #rollout(ref: RolloutRef): Rollout {
    const source = this.#options.rollouts.source(ref.cluster);
    if (source.freshness !== 'live') {
      throw new ServiceUnavailableError(`${source.id}: ${source.reason ?? source.freshness}`);
    }
    const entry = this.#options.rollouts.entries().get(rolloutKey(ref));
    if (!entry) {
      throw new NotFoundError(`there is no ${ref.kind} ${ref.name} in ${ref.cluster}/${ref.namespace}`);
    }
    return entry.rollout;
  }

  async #goRound(): Promise<void> {
    const { sleep, logger } = this.#options;
    while (!this.#stopped.signal.aborted) {
      await this.round().catch(error => logger.warn(`acts: ${String(error)}`));
      await sleep(LOOK_MS, this.#stopped.signal);
    }
  }
}
