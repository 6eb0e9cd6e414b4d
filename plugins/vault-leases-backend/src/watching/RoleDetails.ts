import type { VaultClock } from '../vaultClock';
import { type Fault, faultOf } from '../vault/faults';
import { inTurns, type Turns } from './inTurns';

export interface NamedRole {
  /** Path of the engine. */
  mount: string;
  name: string;
}

export interface RoleDetailsOptions<T> {
  /** What is not seen without it. */
  what: string;
  /** Of roles that nobody has open; a minute of the others. */
  everyMs: number;
  read(mount: string, name: string, signal: AbortSignal): Promise<T>;
}

const OPEN_MS = 60_000;
/** After a refusal. */
const AGAIN_MS = 60_000;

/** What many roles give, one request each: as many in one look as there is time for, those first that somebody has open. */
export class RoleDetails<T> {
  readonly what: string;
  readonly #options: RoleDetailsOptions<T>;
  readonly #clock: VaultClock;
  readonly #known = new Map<string, { value: T; at: number }>();
  #fault: Fault | undefined;
  #pausedUntil = -Infinity;

  constructor(options: RoleDetailsOptions<T>, clock: VaultClock) {
    this.what = options.what;
    this.#options = options;
    this.#clock = clock;
  }

  get fault(): Fault | undefined {
    return this.#fault;
  }

  /** Roles seldom change: what is known of them is believed. */
  readonly isBelieved = true;

  of(mount: string, name: string): T | undefined {
    return this.#known.get(keyOf({ mount, name }))?.value;
  }

  /** Never throws for what the Vault does. @param open by `keyOf` */
  async refresh(roles: readonly NamedRole[], open: ReadonlySet<string>, turns: Turns): Promise<void> {
    const now = this.#clock.now();
    this.#forget(new Set(roles.map(keyOf)));
    if (now < this.#pausedUntil) {
      return;
    }
    const due = roles
      .filter(role => now - this.#readAt(role) >= (open.has(keyOf(role)) ? OPEN_MS : this.#options.everyMs))
      .sort((one, other) => Number(open.has(keyOf(other))) - Number(open.has(keyOf(one))));
    try {
      await inTurns(due, role => this.#readOne(role, turns.signal), turns);
      this.#fault = undefined;
    } catch (error) {
      turns.signal.throwIfAborted();
      this.#fault = faultOf(error);
      this.#pausedUntil = now + AGAIN_MS;
    }
  }

  async #readOne(role: NamedRole, signal: AbortSignal): Promise<void> {
    try {
      const value = await this.#options.read(role.mount, role.name, signal);
      this.#known.set(keyOf(role), { value, at: this.#clock.now() });
    } catch (error) {
      // It was taken away since its engine was listed.
      if (faultOf(error).kind !== 'absent') {
        throw error;
      }
    }
  }

  #readAt(role: NamedRole): number {
    return this.#known.get(keyOf(role))?.at ?? -Infinity;
  }

  #forget(kept: ReadonlySet<string>): void {
    for (const key of this.#known.keys()) {
      if (!kept.has(key)) {
        this.#known.delete(key);
      }
    }
  }
}

/** A role of a Vault, whose name is known. */
export function keyOf({ mount, name }: NamedRole): string {
  return JSON.stringify([mount, name]);
}
