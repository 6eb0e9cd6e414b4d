import { ConflictError, NotFoundError } from '@backstage/errors';
import { isEnded, type RequestState, rolloutKey } from '@greenroom/plugin-rollouts-common';
import { type Change, changed, type Decide, eventOf, isIdle, ledgerLine } from './Change';
import type { PromotionEvent } from './PromotionEvent';
import { LongWork } from './LongWork';
import type { Created, KnownVersion, MakeDraft, PromotionStore, StoredRequest } from './PromotionStore';
import { isUnacknowledged } from './requestRow';

/** Many people at one request at one instant: each round one of them comes through. */
const ROUNDS = 50;
/** A transaction that committed late may carry an earlier moment than one that was seen before it. */
const OVERLAP_MS = 10_000;
const VERSIONS_KEPT = 5_000;
const AT_ONCE = 50;

export interface RequestsOptions {
  store: PromotionStore;
  /** Milliseconds, never stepping back. */
  steady(): number;
  notify(event: PromotionEvent): void;
}

/**
 * Requests and every change of them: one compare-and-set each, with its lines of the ledger, then told. Those that are
 * open are also held in memory, as fresh as the last `refresh` for what other replicas do.
 */
export class Requests {
  readonly #options: RequestsOptions;
  readonly #open = new Map<string, StoredRequest>();
  readonly #byRollout = new Map<string, Set<string>>();
  readonly #listeners = new Set<(rollout: string) => void>();
  /** The newest version seen of each request. */
  readonly #versions = new Map<string, number>();
  #seenUntil = 0;

  constructor(options: RequestsOptions) {
    this.#options = options;
  }

  /** Open ones of a rollout, and those with broken glass that nobody acknowledged. */
  of(rollout: string): StoredRequest[] {
    const ids = this.#byRollout.get(rollout) ?? [];
    return [...ids].flatMap(id => this.#open.get(id) ?? []);
  }

  open(): Iterable<StoredRequest> {
    return this.#open.values();
  }

  onChange(listener: (rollout: string) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Something about this rollout is other than before. */
  tell(rollout: string): void {
    this.#listeners.forEach(listener => listener(rollout));
  }

  async load(): Promise<void> {
    const now = await this.#options.store.now();
    await this.#readNewer(await this.#options.store.open());
    this.#seenUntil = now;
  }

  /** Takes over what other replicas did meanwhile. @returns milliseconds of the database's clock */
  async refresh(): Promise<number> {
    const { changed: there, now } = await this.#options.store.changedSince(this.#seenUntil - OVERLAP_MS);
    await this.#readNewer(there);
    this.#seenUntil = Math.max(this.#seenUntil, now);
    return now;
  }

  /** @throws NotFoundError */
  async read(id: string): Promise<{ stored: StoredRequest; now: number }> {
    const read = await this.#options.store.read(id);
    if (!read) {
      throw new NotFoundError(`there is no promotion request ${id}`);
    }
    this.#put(read.stored);
    return read;
  }

  async create(make: MakeDraft): Promise<Created> {
    const answer = await this.#options.store.create(make);
    this.#tellCreated(answer);
    return answer;
  }

  /** Those of which there never was one of the same pause. */
  async createOnce(makes: readonly MakeDraft[]): Promise<void> {
    const answers = await this.#options.store.createAll(makes, { once: true });
    answers.forEach(answer => this.#tellCreated(answer));
  }

  /**
   * Decides on the request as it is and changes it, unless somebody else did meanwhile: then decides anew.
   * @throws NotFoundError, and what `decide` throws
   */
  async change(id: string, decide: Decide): Promise<StoredRequest> {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { stored, now } = await this.read(id);
      const change = decide(stored, now);
      const next = change && changed(stored, change);
      if (!change || !next || isIdle(stored, next, change)) {
        return stored;
      }
      if (await this.#save(stored.request.state, next, change)) {
        return { ...next, version: next.version + 1 };
      }
    }
    throw new ConflictError('too many people act on this request at one moment: try again');
  }

  #tellCreated({ stored, created }: Created) {
    this.#put(stored);
    if (created) {
      const { request } = stored;
      this.#options.notify({ type: 'votes-wanted', request, voters: request.policy.voters });
    }
  }

  async #save(from: RequestState, next: StoredRequest, change: Change): Promise<boolean> {
    const { request } = next;
    const lines = (change.lines ?? []).map(line => ledgerLine(request, line));
    const saved = await this.#options.store.save({ next, lines });
    if (saved) {
      this.#put({ ...next, version: next.version + 1 });
      (change.events ?? []).forEach(words => this.#options.notify(eventOf(words, request)));
      const isOutcome = isEnded(request.state) || request.state === 'unknown';
      if (isOutcome && request.state !== from) {
        this.#options.notify({ type: 'outcome', request });
      }
    }
    return saved;
  }

  /** What is held is not read again, and what is read is read a little at a time. */
  async #readNewer(there: readonly KnownVersion[]): Promise<void> {
    const { store, steady } = this.#options;
    const newer = there.filter(({ id, version }) => (this.#versions.get(id) ?? 0) < version);
    const work = new LongWork(steady);
    for (let from = 0; from < newer.length; from += AT_ONCE) {
      const stored = await store.readAll(newer.slice(from, from + AT_ONCE).map(({ id }) => id));
      stored.forEach(one => this.#put(one));
      if (work.isLong) {
        await work.pause();
      }
    }
  }

  #put(stored: StoredRequest) {
    const { id, rollout } = stored.request;
    if ((this.#versions.get(id) ?? 0) >= stored.version) {
      return;
    }
    this.#keepVersion(id, stored.version);
    const key = rolloutKey(rollout);
    const ids = this.#byRollout.get(key) ?? new Set();
    if (isHeld(stored)) {
      this.#open.set(id, stored);
      this.#byRollout.set(key, ids.add(id));
    } else if (this.#open.delete(id) && ids.delete(id) && ids.size === 0) {
      this.#byRollout.delete(key);
    }
    this.tell(key);
  }

  /** Those of ended requests are needed only as long as an older reading of them may come. */
  #keepVersion(id: string, version: number) {
    this.#versions.set(id, version);
    if (this.#versions.size > 2 * VERSIONS_KEPT + this.#open.size) {
      const ended = [...this.#versions.keys()].filter(known => !this.#open.has(known));
      ended.slice(0, -VERSIONS_KEPT).forEach(known => this.#versions.delete(known));
    }
  }
}

function isHeld({ request }: StoredRequest): boolean {
  return !isEnded(request.state) || isUnacknowledged(request);
}
