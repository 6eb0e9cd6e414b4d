import { type LeasePage, LEASE_PAGE } from '@greenroom/plugin-vault-leases-common';
import { lateToldFrom } from '../reading/late';
import type { LeaseAnswer } from '../vault/answers';
import { type Fault, faultOf, VaultFault } from '../vault/faults';
import { folderOf, LeaseKeys } from '../vault/leaseIds';
import type { VaultReader } from '../vault/VaultReader';
import type { VaultClock } from '../vaultClock';
import { inTurns, type Turns } from './inTurns';

/** A lease as it was looked up, under its whole id: nothing of this leaves the backend's memory. */
export interface LookedLease {
  id: string;
  answer: LeaseAnswer;
  /** Milliseconds since 1970. */
  lookedAt: number;
  /** It is not looked up again before. */
  dueAt: number;
}

/** Nobody has a role listed more often. */
export const LIST_EVERY_MS = 60_000;
/** One that is about to end is looked up so often at most; one that has ended and is not revoked, once a minute. */
const LOOK_EVERY_MS = 10_000;
const OVER_EVERY_MS = 60_000;
/** Of a lease's time that is left when it is looked up, so much passes before it is looked up again. */
const SHARE = 0.9;

/** So many are remembered of a role whose pages somebody turns over. */
const MOST_LOOKED = 2_000;

type Reader = Pick<VaultReader, 'lease' | 'leaseKeys'>;

/** The leases of one role while somebody has it open: all ids by the last list, and those of open pages looked up. */
export class RoleLeases {
  readonly #reader: Reader;
  readonly #role: LeasePage['role'];
  readonly #clock: VaultClock;
  #keys: LeaseKeys | undefined;
  #count: number | undefined;
  #listAt = -Infinity;
  #unlisted: Fault | undefined;
  #listedAt: number | undefined;
  readonly #looked = new Map<string, LookedLease>();
  /** Of the last list, and not there any more when they were looked up. */
  readonly #gone = new Set<string>();
  #fault: Fault | undefined;

  constructor(reader: Reader, role: LeasePage['role'], clock: VaultClock) {
    this.#reader = reader;
    this.#role = role;
    this.#clock = clock;
  }

  /** Why it is not listed, or its leases not looked up, now. */
  get fault(): Fault | undefined {
    return this.#fault;
  }

  /** Ids that are kept. */
  get held(): number {
    return this.#keys?.size ?? 0;
  }

  /** By the last list. */
  get count(): number | undefined {
    return this.#count;
  }

  /** Milliseconds since 1970. */
  get listedAt(): number | undefined {
    return this.#listedAt;
  }

  /** Leases that were looked up and whose look-up still holds, also of pages that were open a moment ago. */
  get looked(): LookedLease[] {
    const now = this.#clock.now();
    return [...this.#looked.values()].filter(({ dueAt }) => now < dueAt + LOOK_EVERY_MS);
  }

  /** Whether it may be listed again. */
  get isOld(): boolean {
    return this.#clock.now() >= this.#listAt;
  }

  /** Ids of a page, in the order of the list. */
  idsOf(page: number): string[] {
    const folder = folderOf(this.#role);
    const keys = this.#keys?.slice(page * LEASE_PAGE, (page + 1) * LEASE_PAGE) ?? [];
    return keys.map(key => folder + key);
  }

  /** Every id, for who looks for one by its fingerprint. */
  *ids(): Generator<string> {
    for (let page = 0; page * LEASE_PAGE < (this.#keys?.size ?? 0); page += 1) {
      yield* this.idsOf(page);
    }
  }

  lookedOf(page: number): LookedLease[] {
    return this.idsOf(page).flatMap(id => this.#looked.get(id) ?? []);
  }

  /** How many of a page there was no time for yet. */
  leftOf(page: number): number {
    return this.idsOf(page).filter(id => !this.#looked.has(id) && !this.#gone.has(id)).length;
  }

  /** Lists the role when a minute has passed, and looks up what is due of these pages. Never throws for what the Vault does. */
  async refresh(pages: readonly number[], turns: Turns): Promise<void> {
    const { signal } = turns;
    this.#fault = undefined;
    this.#forgetOld();
    try {
      await this.#listInTime(signal);
      const ids = pages.flatMap(page => this.idsOf(page));
      await inTurns(
        ids.filter(id => this.#isDue(id)),
        id => this.#lookOne(id, signal),
        turns,
      );
    } catch (error) {
      signal.throwIfAborted();
      this.#fault = faultOf(error);
    }
  }

  /** Asks the Vault, however long ago it was asked. @throws VaultFault */
  async list(signal: AbortSignal): Promise<void> {
    this.#listAt = this.#clock.now() + LIST_EVERY_MS;
    const { mount, role } = this.#role;
    this.#keys = new LeaseKeys(await this.#reader.leaseKeys(mount, role, signal));
    this.#gone.clear();
    this.#count = this.#keys.size;
    this.#listedAt = this.#clock.now();
  }

  /** It was renewed or revoked: what is known of it does not hold. */
  forget(id: string): void {
    this.#looked.delete(id);
  }

  /** The same of those that somebody acted on elsewhere. */
  forgetThose(isMeant: (id: string) => boolean): void {
    [...this.#looked.keys()].filter(isMeant).forEach(id => this.forget(id));
  }

  /** Its ids; what is known by numbers stays. */
  dropKeys(): void {
    this.#keys = undefined;
  }

  async #listInTime(signal: AbortSignal): Promise<void> {
    if (this.isOld) {
      this.#unlisted = undefined;
      await this.list(signal).catch(error => this.#notListed(faultOf(error)));
    }
    if (this.#unlisted) {
      throw new VaultFault(this.#unlisted);
    }
  }

  /** A policy is not changed within a minute; what passes is tried again sooner. */
  #notListed(fault: Fault): void {
    this.#unlisted = fault;
    this.#listAt = this.#clock.now() + (fault.kind === 'policy' ? LIST_EVERY_MS : LOOK_EVERY_MS);
  }

  async #lookOne(id: string, signal: AbortSignal): Promise<void> {
    try {
      const answer = await this.#reader.lease(id, signal);
      const lookedAt = this.#clock.now();
      this.#looked.set(id, { id, answer, lookedAt, dueAt: lookedAt + holdsFor(answer, lookedAt) });
    } catch (error) {
      if (faultOf(error).kind !== 'gone') {
        throw error;
      }
      this.#looked.delete(id);
      this.#gone.add(id);
    }
  }

  #isDue(id: string): boolean {
    return !this.#gone.has(id) && this.#clock.now() >= (this.#looked.get(id)?.dueAt ?? -Infinity);
  }

  #forgetOld(): void {
    const now = this.#clock.now();
    for (const [id, { dueAt }] of this.#looked) {
      if (now >= dueAt + OVER_EVERY_MS || this.#looked.size > MOST_LOOKED) {
        this.#looked.delete(id);
      }
    }
  }
}

/** Until 10 % before its end, or until it is to be told as late if that is sooner: most have been renewed by then. */
function holdsFor(answer: LeaseAnswer, now: number): number {
  if (answer.isOver) {
    return OVER_EVERY_MS;
  }
  const late = answer.renewable ? lateToldFrom(answer) - now : 0;
  const share = (Date.parse(answer.endsAt) - now) * SHARE;
  return Math.max(LOOK_EVERY_MS, late > 0 ? Math.min(share, late) : share);
}
