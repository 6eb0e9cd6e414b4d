import { roleKey, type RoleRef } from '@greenroom/plugin-vault-leases-common';
import { fingerprintOf } from '../vault/leaseIds';
import type { VaultReader } from '../vault/VaultReader';
import type { VaultClock } from '../vaultClock';
import type { ActedLease } from './acted';
import type { Turns } from './inTurns';
import type { OpenRole } from './pages';
import { type LookedLease, RoleLeases } from './RoleLeases';

/** Ids of all roles together: some 30 bytes each. */
const MOST_IDS = 1_000_000;
/** Roles of which numbers are remembered after somebody had them open. */
const MOST_ROLES = 1_000;
/** A search among many ids lets others have the process in between. */
const SEARCHED_AT_ONCE = 2_000;

/** The leases of roles that somebody has open. Ids are here and nowhere else, and of those roles only. */
export class WatchedRoles {
  readonly #reader: VaultReader;
  readonly #clock: VaultClock;
  readonly #namespace: string;
  readonly #roles = new Map<string, RoleLeases>();

  constructor(reader: VaultReader, clock: VaultClock, namespace: string) {
    this.#reader = reader;
    this.#clock = clock;
    this.#namespace = namespace;
  }

  /** What is known of its leases; `undefined` where nobody ever had it open. */
  of(key: string): RoleLeases | undefined {
    return this.#roles.get(key);
  }

  /** Of all roles, those whose look-up still holds. */
  get looked(): LookedLease[] {
    return [...this.#roles.values()].flatMap(({ looked }) => looked);
  }

  /** Lists and looks up what is open. Never throws for what the Vault does. */
  async refresh(open: ReadonlyMap<string, OpenRole>, turns: Turns): Promise<void> {
    await Promise.all([...open.values()].map(({ role, pages }) => this.#opened(role).refresh(pages, turns)));
  }

  /** Lets go of what nobody has open. */
  keepOnly(open: ReadonlyMap<string, OpenRole>): void {
    for (const [key, leases] of this.#roles) {
      if (!open.has(key) && leases.isOld) {
        leases.dropKeys();
      }
      if (!open.has(key) && this.#roles.size > MOST_ROLES) {
        this.#roles.delete(key);
      }
    }
    const oldest = [...this.#roles.values()].sort(
      (one, other) => (one.listedAt ?? 0) - (other.listedAt ?? 0),
    );
    for (const leases of oldest) {
      if (this.#held > MOST_IDS) {
        leases.dropKeys();
      }
    }
  }

  /** The id of a lease: from memory, or else by one list. @throws VaultFault */
  async find(role: RoleRef, fingerprint: string, signal: AbortSignal): Promise<string | undefined> {
    const leases = this.#roles.get(roleKey(role));
    const known = leases && (await this.#search(role.vault, leases.ids(), fingerprint, signal));
    if (known !== undefined) {
      return known;
    }
    const listed = new RoleLeases(this.#reader, role, this.#clock);
    await listed.list(signal);
    return this.#search(role.vault, listed.ids(), fingerprint, signal);
  }

  /** It was renewed or revoked. */
  forget(role: RoleRef, id: string): void {
    this.#roles.get(roleKey(role))?.forget(id);
  }

  /** The same by whichever replica, which told no more than the fingerprint. */
  forgetActed({ role, fingerprint }: ActedLease): void {
    const { vault } = role;
    const isMeant = (id: string) => fingerprintOf(vault, this.#namespace, id) === fingerprint;
    this.#roles.get(roleKey(role))?.forgetThose(isMeant);
  }

  async #search(
    vault: string,
    ids: Iterable<string>,
    fingerprint: string,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    let searched = 0;
    for (const id of ids) {
      if (fingerprintOf(vault, this.#namespace, id) === fingerprint) {
        return id;
      }
      searched += 1;
      if (searched % SEARCHED_AT_ONCE === 0) {
        signal.throwIfAborted();
        await new Promise<void>(resolve => void this.#clock.after(0, resolve));
      }
    }
    return undefined;
  }

  get #held(): number {
    return [...this.#roles.values()].reduce((sum, { held }) => sum + held, 0);
  }

  #opened(role: RoleRef): RoleLeases {
    const key = roleKey(role);
    const known = this.#roles.get(key) ?? new RoleLeases(this.#reader, role, this.#clock);
    this.#roles.set(key, known);
    return known;
  }
}
