import { ConflictError, NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import { readReason } from '@greenroom/plugin-portal-node';
import { type Person, type Rollout, rolloutKey, type RolloutRef } from '@greenroom/plugin-rollouts-common';
import type { OwnHand } from '../hands/Hand';
import { conflict, standing } from '../promotions/conflict';
import { digestsOf, refOf } from '../promotions/pin';
import type { PromotionsOptions } from '../promotions/PromotionsOptions';
import { DeedRunner } from './DeedRunner';
import type { DeedAction, DeedRecord, DeedStore, StoredDeed } from './DeedStore';
import { lineOf } from './outcome';
import { bodyHash, type DeedBody, intention, mustBePerson, seenBy } from './plan';

export interface DeedsOptions extends Pick<
  PromotionsOptions,
  'writer' | 'rollouts' | 'newId' | 'sleep' | 'steady' | 'logger'
> {
  store: DeedStore;
  /** Called after it was recorded that something was done, or may have been. */
  told(deed: DeedRecord): void;
  /** Names the portal's own hand where it was one. */
  ownHand?: OwnHand;
  /** Remembers which revision was stable before. */
  promotions: Pick<PromotionsOptions['store'], 'lastSeen'>;
}

/** Within a day of it, what an act brought about is not called unasked for. */
const REMEMBERED_MS = 86_400_000;

/** Acts that need no vote: recorded, then written, then recorded again as they were seen. */
export class Deeds {
  readonly #options: DeedsOptions;
  readonly #runner: DeedRunner;

  constructor(options: DeedsOptions) {
    this.#options = options;
    this.#runner = new DeedRunner(options);
  }

  start(): void {
    this.#runner.start();
  }

  async stop(): Promise<void> {
    await this.#runner.stop();
  }

  /** One round over everything of which the outcome is not known. */
  async round(): Promise<void> {
    await this.#runner.round();
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
    await this.#runner.settled(stored.deed.id);
    return this.#answer(await this.#read(stored.deed.id));
  }

  /** The newest act of the portal that wrote since then (milliseconds of the database's clock) what brings a revision live. */
  async broughtLive(uid: string, revision: string, since: number): Promise<DeedRecord | undefined> {
    const deeds = await this.#options.store.about(uid, REMEMBERED_MS);
    return deeds.find(
      ({ toRevision, state, lastSentAt }) =>
        toRevision === revision &&
        state !== 'refused' &&
        state !== 'waits' &&
        state !== 'not-sent' &&
        lastSentAt !== undefined &&
        Date.parse(lastSentAt) >= since,
    );
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
        ...targetOf(action, body, rollout),
        by: person.ref,
        reason: body.reason,
        at: new Date(now).toISOString(),
        state: 'executing',
      };
      const line = lineOf(deed, { kind: 'act', text: intention(deed) });
      return { deed, idempotencyKey: idempotencyKey ?? id, bodyHash: hash, lines: [line] };
    });
    if (created) {
      this.#runner.run(stored);
    }
    return stored;
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
}

/** Where traffic is to go by it, as it was when the person asked. */
function targetOf(action: DeedAction, { toRevision }: DeedBody, { stable }: Rollout) {
  const to = action === 'return-to-stable' ? stable?.revision : toRevision;
  const hasTarget = action === 'return-to-stable' || action === 'undo';
  return hasTarget && to !== undefined ? { toRevision: to } : {};
}
