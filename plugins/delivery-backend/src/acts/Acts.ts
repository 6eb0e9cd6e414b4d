import { ConflictError, isError, ServiceUnavailableError } from '@backstage/errors';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { type Clusters, WorldChangedError } from '@greenroom/cluster-access';
import {
  allowedActs,
  type Application,
  applicationKey,
  type ApplicationRef,
  runningWords,
  shortCommit,
} from '@greenroom/plugin-delivery-common';
import { refName } from '@greenroom/plugin-portal-common';
import type { LedgerLine } from '@greenroom/plugin-portal-node';
import type { DeliveryService, Entry } from '../DeliveryService';
import type { ActBody, ActRecord } from './Act';
import type { ActStore, StoredAct } from './ActStore';
import { outcomeOf } from './outcome';
import { deploymentOf, patchFor } from './patches';

export interface ActsOptions {
  store: ActStore;
  delivery: Pick<DeliveryService, 'entryNow' | 'entries' | 'source' | 'onChange'>;
  clusters: Clusters;
  newId(): string;
  /** Milliseconds since 1970. */
  now(): number;
  logger: Pick<LoggerService, 'warn'>;
  /** Calls the task every now and then; answers how to stop that. */
  nowAndThen(task: () => void): () => void;
}

/**
 * What people have Argo CD do: the intention is recorded, then it is written under guard, then what is seen of it is
 * recorded. Every replica follows what is open; the first that sees an end writes it.
 */
export class Acts {
  readonly #options: ActsOptions;
  readonly #open = new Map<string, StoredAct>();
  #stops: readonly (() => void)[] = [];
  #looking: Promise<void> = Promise.resolve();

  constructor(options: ActsOptions) {
    this.#options = options;
  }

  start(): void {
    const look = () => this.#lookSoon();
    this.#stops = [
      this.#options.delivery.onChange(look),
      this.#options.nowAndThen(() => {
        void this.#load().then(look);
      }),
    ];
    void this.#load().then(look);
  }

  async stop(): Promise<void> {
    this.#stops.forEach(stop => stop());
    await this.#looking;
  }

  /**
   * Answers once the API server has taken it; what comes of it is seen on the Application and recorded.
   * @throws ConflictError with what runs now, or with what is not as the person saw it; NotFoundError;
   * ServiceUnavailableError while its cluster can not tell; and what the cluster refuses it with
   */
  async perform(
    person: string,
    ref: ApplicationRef,
    body: ActBody,
    idempotencyKey?: string,
  ): Promise<ActRecord> {
    const entry = this.#options.delivery.entryNow(ref);
    const draft = this.#draft(person, entry, body);
    const key = idempotencyKey ?? draft.id;
    const { stored, created } = await this.#options.store.create(draft, key, intentionLine(draft));
    if (!created) {
      mustBeSame(stored.act, draft);
      return stored.act;
    }
    return this.#send(stored, entry);
  }

  async #send(stored: StoredAct, entry: Entry): Promise<ActRecord> {
    const { clusters } = this.#options;
    const { act } = stored;
    try {
      await clusters.get(act.application.cluster).guardedPatch(patchFor(act, entry.row));
    } catch (error) {
      if (isMaybeSent(error)) {
        this.#follow(stored);
        throw error;
      }
      const why = this.#whyRefused(error, act);
      await this.#save(stored, { state: 'refused', text: why.message });
      throw why;
    }
    const sent: StoredAct = { ...stored, act: { ...act, state: 'sent' }, version: stored.version + 1 };
    // The outcome may have been seen, and written, before this is.
    const isSaved = await this.#options.store.save({ ...sent, version: stored.version }, undefined);
    if (isSaved) {
      this.#follow(sent);
    }
    return sent.act;
  }

  #draft(person: string, { application, row }: Entry, body: ActBody): ActRecord {
    const { allowed, why } = allowedActs(application)[body.kind];
    if (!allowed) {
      throw new ConflictError(`${why}.`);
    }
    const { cluster, namespace, name, uid, place } = application;
    const { newId, now } = this.#options;
    return {
      id: newId(),
      kind: body.kind,
      application: { cluster, namespace, name },
      uid,
      place,
      by: person,
      reason: body.reason,
      at: new Date(now()).toISOString(),
      ...wanted(body, application, row),
      state: 'sending',
    };
  }

  /** A refused guard says nothing of who was faster; the operation that is there does. */
  #whyRefused(error: unknown, { application }: ActRecord): Error {
    const changed = isError(error) && error.cause instanceof WorldChangedError ? error.cause : undefined;
    if (!changed) {
      return isError(error) ? error : new ServiceUnavailableError(String(error));
    }
    const now = this.#options.delivery.entries().get(applicationKey(application))?.application;
    const isBusy = changed.changes.some(({ path }) => path === '/operation');
    const runs =
      (now && runningWords(now)) ?? (isBusy ? 'Another operation was asked for just before' : undefined);
    return new ConflictError(runs ? `${runs}.` : changed.message);
  }

  #follow(stored: StoredAct): void {
    this.#open.set(stored.act.id, stored);
    this.#lookSoon();
  }

  async #load(): Promise<void> {
    try {
      const open = await this.#options.store.open();
      this.#open.clear();
      open.forEach(stored => this.#open.set(stored.act.id, stored));
    } catch (error) {
      this.#options.logger.warn(`What is open of acts can not be read now: ${error}`);
    }
  }

  /** One look at a time: each reads what the one before it wrote. */
  #lookSoon(): void {
    this.#looking = this.#looking
      .then(() => this.#look())
      .catch(error => {
        this.#options.logger.warn(`What came of an act can not be recorded now: ${error}`);
      });
  }

  async #look(): Promise<void> {
    for (const stored of [...this.#open.values()]) {
      const { application, at } = stored.act;
      const { delivery, now } = this.#options;
      if (delivery.source(application.cluster).freshness === 'live') {
        const row = delivery.entries().get(applicationKey(application))?.row;
        const outcome = outcomeOf(stored.act, row, now() - Date.parse(at));
        if (outcome) {
          await this.#save(stored, outcome);
        }
      }
    }
  }

  async #save(
    stored: StoredAct,
    { state, text }: { state: ActRecord['state']; text: string },
  ): Promise<void> {
    const observedAt = new Date(this.#options.now()).toISOString();
    const act = { ...stored.act, state, outcome: { text, observedAt } };
    this.#open.delete(act.id);
    await this.#options.store.save({ ...stored, act }, outcomeLine(act));
  }
}

/** @throws ConflictError when what the person saw is not there any more */
function wanted(
  body: ActBody,
  { desired, operation, live }: Application,
  row: Entry['row'],
): Partial<ActRecord> {
  switch (body.kind) {
    case 'sync':
      if (desired?.sha !== body.commit) {
        throw new ConflictError(
          `git is at ${desired ? shortCommit(desired.sha) : 'nothing'} now, not at what you saw.`,
        );
      }
      return { commit: body.commit, prune: body.prune };
    case 'rollback': {
      const { commit } = deploymentOf(row, body.historyId);
      if (commit === live?.commit.sha) {
        throw new ConflictError(`${shortCommit(commit)} is what is deployed.`);
      }
      return { historyId: body.historyId, commit, prune: true };
    }
    case 'terminate':
      if (operation?.startedAt !== body.startedAt) {
        throw new ConflictError('Another operation runs now than the one you saw.');
      }
      return { startedAt: body.startedAt };
    default:
      return { hard: body.hard };
  }
}

function mustBeSame(known: ActRecord, draft: ActRecord): void {
  const isSame =
    known.kind === draft.kind &&
    known.uid === draft.uid &&
    known.commit === draft.commit &&
    known.historyId === draft.historyId;
  if (!isSame) {
    throw new ConflictError('This Idempotency-Key was used for another act: use a new one.');
  }
}

/** No answer came back: it may have been stored. */
function isMaybeSent(error: unknown): boolean {
  return isError(error) && error.name === 'ServiceUnavailableError';
}

function intentionLine(act: ActRecord): LedgerLine {
  const to = act.commit === undefined ? '' : ` to ${shortCommit(act.commit)}`;
  const why = act.reason === '' ? '' : `: ${act.reason}`;
  return {
    ...aboutAct(act),
    kind: 'act',
    by: act.by,
    text: `${refName(act.by)} wants to ${act.kind}${to}${why}`,
  };
}

function outcomeLine(act: ActRecord): LedgerLine {
  return { ...aboutAct(act), kind: act.state, by: 'portal', text: act.outcome?.text ?? act.state };
}

function aboutAct(act: ActRecord) {
  const { id, application, kind, uid, place, commit = null, by } = act;
  return { subject: applicationKey(application), request: id, data: { kind, uid, place, commit, by } };
}
