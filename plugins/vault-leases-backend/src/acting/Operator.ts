import { NotFoundError } from '@backstage/errors';
import type { Lease } from '@greenroom/plugin-vault-leases-common';
import { VaultFault } from '../vault/faults';
import { asking } from '../vault/thrown';
import type { VaultReader } from '../vault/VaultReader';
import type { VaultWriter } from '../vault/VaultWriter';
import type { VaultClock } from '../vaultClock';
import type { LeaseOperator, LeaseRef } from '../VaultSource';
import { leaseOf } from '../watching/leaseOf';
import type { WatchedRoles } from '../watching/WatchedRoles';

export interface OperatorOptions {
  /** Name of the Vault, as configured. */
  name: string;
  namespace: string;
  writer: VaultWriter;
  /** Of the viewer: the operator may list nothing. */
  reader: VaultReader;
  watched: WatchedRoles;
  clock: VaultClock;
}

/** The operator's identity at one Vault: it looks up, renews and revokes one lease, found by its fingerprint. */
export class Operator implements LeaseOperator {
  readonly #options: OperatorOptions;
  /** Ids of leases that were acted on: a revoke is proven by looking up one that is in no list any more. */
  readonly #ids = new Map<string, string>();

  constructor(options: OperatorOptions) {
    this.#options = options;
  }

  look(lease: LeaseRef, signal: AbortSignal): Promise<Lease | undefined> {
    return asking(this.#options.name, async () => {
      const id = await this.#idOf(lease, signal);
      return id === undefined ? undefined : this.#lookUp(id, lease, signal);
    });
  }

  renew(lease: LeaseRef, incrementSeconds: number | undefined, signal: AbortSignal): Promise<void> {
    return this.#act(lease, signal, id => this.#options.writer.renew(id, incrementSeconds, signal));
  }

  revoke(lease: LeaseRef, signal: AbortSignal): Promise<void> {
    return this.#act(lease, signal, id => this.#options.writer.revoke(id, signal));
  }

  #act(lease: LeaseRef, signal: AbortSignal, act: (id: string) => Promise<void>): Promise<void> {
    const { name, watched } = this.#options;
    return asking(name, async () => {
      const id = await this.#idOf(lease, signal);
      if (id === undefined) {
        throw new NotFoundError(
          `${name} knows no lease ${lease.fingerprint} of ${lease.role} in ${lease.mount}`,
        );
      }
      try {
        await act(id);
      } finally {
        watched.forget(lease, id);
      }
    });
  }

  async #lookUp(id: string, lease: LeaseRef, signal: AbortSignal): Promise<Lease | undefined> {
    const { clock, namespace, reader, writer } = this.#options;
    const { vault, mount, role } = lease;
    try {
      const answer = await writer.lease(id, signal);
      const { maxTtlSeconds } = await reader.role(mount, role, signal);
      const now = clock.now();
      const looked = { id, answer, lookedAt: now, dueAt: now };
      return leaseOf(looked, { role: { vault, mount, role }, namespace, maxTtlSeconds, now });
    } catch (error) {
      if (error instanceof VaultFault && error.fault.kind === 'gone') {
        return undefined;
      }
      throw error;
    }
  }

  async #idOf(
    { fingerprint, vault, mount, role }: LeaseRef,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const known = this.#ids.get(fingerprint);
    const id = known ?? (await this.#options.watched.find({ vault, mount, role }, fingerprint, signal));
    if (id !== undefined) {
      this.#remember(fingerprint, id);
    }
    return id;
  }

  #remember(fingerprint: string, id: string): void {
    this.#ids.delete(fingerprint);
    this.#ids.set(fingerprint, id);
    const [oldest] = this.#ids.keys();
    if (this.#ids.size > REMEMBERED && oldest !== undefined) {
      this.#ids.delete(oldest);
    }
  }
}

const REMEMBERED = 1_000;
