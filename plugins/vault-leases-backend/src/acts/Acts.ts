import { ConflictError, isError, NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { allowedLeaseActs, type Lease, type LeaseActRecord } from '@greenroom/plugin-vault-leases-common';
import type { VaultLeasesService } from '../VaultLeasesService';
import type { LeaseOperator, LeaseRef } from '../VaultSource';
import { isOpen, type KeptAct, leaseOf, type WantedAct } from './Act';
import type { ActStore, OpenAct, StoredAct } from './ActStore';
import { incrementFor } from './increment';
import { intentionLine, outcomeLine } from './lines';
import { type Outcome, outcomeOf } from './outcome';

export interface ActsOptions {
  store: ActStore;
  vaults: Pick<VaultLeasesService, 'acted' | 'configured' | 'find'>;
  newId(): string;
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds that only go forward. */
  steady(): number;
  /** Resolves after so long. */
  sleep(ms: number): Promise<void>;
  logger: Pick<LoggerService, 'warn'>;
  /** Calls the task every now and then; answers how to stop that. */
  nowAndThen(task: () => void): () => void;
}

/** A call of the operator that takes longer is given up. */
const CALL_MS = 10_000;
/** What is not sent so long after it was recorded is not sent any more: others may believe the process dead. */
const SENT_WITHIN_MS = 5_000;
/** A process that acts and says nothing for so long is believed dead: longer than all its calls together. */
const DEAD_AFTER_MS = 60_000;
/** How often it is looked what came of it, while the person waits. */
const LOOKS = 8;
const LOOK_MS = 750;

/**
 * What people have done to leases: looked up anew, recorded, done by the operator's identity, and recorded again as a look-up
 * shows it. What a crash leaves open is looked up by whoever finds it, and never sent again.
 */
export class Acts {
  readonly #options: ActsOptions;
  readonly #running = new Map<string, Promise<LeaseActRecord>>();
  #stop: () => void = () => {};
  #round: Promise<void> | undefined;

  constructor(options: ActsOptions) {
    this.#options = options;
  }

  start(): void {
    this.#stop = this.#options.nowAndThen(() => void this.round());
  }

  async stop(): Promise<void> {
    this.#stop();
    await Promise.allSettled([this.#round, ...this.#running.values()]);
  }

  /**
   * Answers with what was seen of it. The same person with the same key gets the same answer, and nothing is done again.
   * @throws ConflictError with why it is not possible, or for a key that was used for something else; NotFoundError for a
   * lease that there is not; what the operator refuses it with
   */
  async perform(person: string, wanted: WantedAct, idempotencyKey?: string): Promise<LeaseActRecord> {
    const { store } = this.#options;
    const known = idempotencyKey === undefined ? undefined : await store.byKey(person, idempotencyKey);
    if (known) {
      return this.#again(known, wanted);
    }
    const operator = this.#operator(wanted.lease.vault);
    const draft = this.#draft(person, wanted, await this.#lookedUp(operator, wanted.lease));
    const recordedAt = this.#options.steady();
    const { stored, created } = await store.create(
      draft,
      idempotencyKey ?? draft.record.id,
      intentionLine(draft),
    );
    if (!created) {
      return this.#again(stored, wanted);
    }
    const running = this.#run(operator, stored, recordedAt);
    this.#running.set(draft.record.id, running);
    return running.finally(() => this.#running.delete(draft.record.id));
  }

  /** One round over everything of which the outcome is not known and that no process acts on. */
  round(): Promise<void> {
    this.#round ??= this.#lookAtOpen()
      .catch(error =>
        this.#options.logger.warn(`What came of acts on leases can not be recorded now: ${error}`),
      )
      .finally(() => {
        this.#round = undefined;
      });
    return this.#round;
  }

  async #lookAtOpen(): Promise<void> {
    for (const open of await this.#options.store.open()) {
      const isLost = open.act.record.state === 'unknown' || open.silentMs >= DEAD_AFTER_MS;
      if (isLost && !this.#running.has(open.act.record.id)) {
        await this.#reconcile(open);
      }
    }
  }

  async #reconcile(open: OpenAct): Promise<void> {
    const { act } = open;
    try {
      const operator = this.#operator(act.record.vault);
      const lease = await operator.look(leaseOf(act), AbortSignal.timeout(CALL_MS));
      const outcome = outcomeOf(act, lease, open.ageMs);
      if (outcome) {
        await this.#end(open, outcome);
      }
    } catch (error) {
      if (act.record.state === 'sending') {
        await this.#end(open, unknown(error));
      }
    }
  }

  /** Somebody used the key before. @throws ConflictError where that was for another act */
  async #again(stored: StoredAct, wanted: WantedAct): Promise<LeaseActRecord> {
    const { record } = stored.act;
    const { act, lease } = wanted;
    const isSame =
      record.act === act &&
      record.vault === lease.vault &&
      record.mount === lease.mount &&
      record.role === lease.role &&
      record.fingerprint === lease.fingerprint &&
      stored.act.wantedSeconds === wanted.incrementSeconds;
    if (!isSame) {
      throw new ConflictError('This Idempotency-Key was used for another act: use a new one.');
    }
    return (await this.#running.get(record.id)) ?? record;
  }

  /** @throws ConflictError where none is configured */
  #operator(vault: string): LeaseOperator {
    const { operator } = this.#options.vaults.configured(vault);
    if (!operator) {
      throw new ConflictError(
        `No operator is configured for the Vault ${vault}: leases can only be looked at.`,
      );
    }
    return operator;
  }

  async #lookedUp(operator: LeaseOperator, lease: LeaseRef): Promise<Lease> {
    const { fingerprint, mount, role, vault } = lease;
    const signal = AbortSignal.timeout(CALL_MS);
    const found = await operator.look(lease, signal).catch(error => {
      throw signal.aborted ? new ServiceUnavailableError(`${vault} did not answer in time`) : error;
    });
    if (!found) {
      throw new NotFoundError(
        `there is no lease ${fingerprint} of ${mount}/${role} in the Vault ${vault}, or no more`,
      );
    }
    return found;
  }

  #draft(person: string, { act, lease, reason, incrementSeconds }: WantedAct, found: Lease): KeptAct {
    const { newId, now, vaults } = this.#options;
    const { allowed, why } = allowedLeaseActs(found, now())[act];
    if (!allowed) {
      throw new ConflictError(`${why}.`);
    }
    const role = vaults.find(lease)?.role;
    const seconds = act === 'renew' ? incrementFor(incrementSeconds, found, role, now()) : undefined;
    return {
      record: {
        id: newId(),
        act,
        ...lease,
        by: person,
        at: new Date(now()).toISOString(),
        state: 'sending',
        text: 'It is about to be sent',
      },
      reason,
      ...(incrementSeconds !== undefined && { wantedSeconds: incrementSeconds }),
      ...(seconds !== undefined && { incrementSeconds: seconds }),
      before: { endsAt: found.endsAt },
    };
  }

  async #run(operator: LeaseOperator, stored: StoredAct, recordedAt: number): Promise<LeaseActRecord> {
    const { act } = stored;
    if (this.#options.steady() - recordedAt > SENT_WITHIN_MS) {
      return this.#end(stored, { state: 'failed', text: 'It was not sent: recording it took too long' });
    }
    try {
      await send(operator, act);
    } catch (error) {
      if (!isMaybeSent(error)) {
        await this.#end(stored, { state: 'failed', text: isError(error) ? error.message : String(error) });
        throw error;
      }
    }
    return this.#watch(operator, stored);
  }

  /** What is seen of it while the person waits; what is not seen by then is looked for every now and then. */
  async #watch(operator: LeaseOperator, stored: StoredAct): Promise<LeaseActRecord> {
    const { sleep } = this.#options;
    let failure: unknown;
    for (let look = 1; look <= LOOKS; look += 1) {
      try {
        const lease = await operator.look(leaseOf(stored.act), AbortSignal.timeout(CALL_MS));
        const outcome = outcomeOf(stored.act, lease, 0);
        if (outcome) {
          return await this.#end(stored, outcome);
        }
      } catch (error) {
        failure = error;
        break;
      }
      await sleep(LOOK_MS);
    }
    return this.#end(stored, unknown(failure));
  }

  /** Whoever was faster has written what came of it. */
  async #end(stored: StoredAct, outcome: Outcome): Promise<LeaseActRecord> {
    const { store, vaults } = this.#options;
    const act = { ...stored.act, record: { ...stored.act.record, ...outcome } };
    if (!isOpen(act)) {
      vaults.acted(leaseOf(act), act.record.id);
    }
    const saved = await store.save(stored, act, outcomeLine(act));
    const there = saved ?? (await store.byKey(stored.person, stored.idempotencyKey));
    return (there ?? { act }).act.record;
  }
}

async function send(operator: LeaseOperator, act: KeptAct): Promise<void> {
  const signal = AbortSignal.timeout(CALL_MS);
  await (act.record.act === 'renew'
    ? operator.renew(leaseOf(act), act.incrementSeconds, signal)
    : operator.revoke(leaseOf(act), signal));
}

/** No answer came back: it may have been done. */
function isMaybeSent(error: unknown): boolean {
  return (
    !isError(error) ||
    !['NotFoundError', 'NotAllowedError', 'ConflictError', 'InputError'].includes(error.name)
  );
}

function unknown(failure: unknown): Outcome {
  const why = isError(failure) ? `: ${failure.message}` : ' yet';
  return { state: 'unknown', text: `Nobody can tell what came of it${why}` };
}
