import { NotFoundError } from '@backstage/errors';
import type { Lease } from '@greenroom/plugin-vault-leases-common';
import type { LeaseOperator, LeaseRef } from '../VaultSource';

/** The operator's identity at a Vault as a test wants it: it has leases, and remembers what was done to them. */
export class FakeOperator implements LeaseOperator {
  readonly leases = new Map<string, Lease>();
  readonly done: string[] = [];
  readonly #now: () => number;
  /** Thrown instead of doing it. */
  refusal: Error | undefined;
  /** Thrown after it was done: the answer is lost. */
  lost: Error | undefined;
  /** Thrown by every look-up. */
  silence: Error | undefined;
  /** What a revocation that its database refuses leaves behind. */
  stuck: Partial<Lease> | undefined;

  /** @param now milliseconds since 1970 */
  constructor(now = () => Date.parse('2026-11-22T10:00:00Z')) {
    this.#now = now;
  }

  put(lease: Lease): void {
    this.leases.set(lease.fingerprint, lease);
  }

  async look({ fingerprint }: LeaseRef): Promise<Lease | undefined> {
    if (this.silence) {
      throw this.silence;
    }
    return this.leases.get(fingerprint);
  }

  async renew(ref: LeaseRef, incrementSeconds: number | undefined): Promise<void> {
    const lease = this.#begin(ref, `renew ${incrementSeconds ?? 'as the role says'}`);
    const end = this.#now() + (incrementSeconds ?? 3_600) * 1_000;
    this.put({ ...lease, endsAt: new Date(end).toISOString() });
    this.#end();
  }

  async revoke(ref: LeaseRef): Promise<void> {
    const lease = this.#begin(ref, 'revoke');
    if (this.stuck) {
      this.put({ ...lease, ...this.stuck });
    } else {
      this.leases.delete(ref.fingerprint);
    }
    this.#end();
  }

  #begin({ fingerprint }: LeaseRef, what: string): Lease {
    if (this.refusal) {
      throw this.refusal;
    }
    const lease = this.leases.get(fingerprint);
    if (!lease) {
      throw new NotFoundError(`no lease ${fingerprint}`);
    }
    this.done.push(what);
    return lease;
  }

  #end(): void {
    if (this.lost) {
      throw this.lost;
    }
  }
}
