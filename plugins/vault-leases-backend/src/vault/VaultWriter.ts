import type { LeaseAnswer } from './answers';
import { askLease } from './VaultReader';
import type { Question, VaultSession } from './VaultSession';

/** What the operator asks of a Vault: one lease at a time, by its id. */
export class VaultWriter {
  readonly #session: VaultSession;

  constructor(session: VaultSession) {
    this.#session = session;
  }

  /** @throws VaultFault `gone` for one that there is not any more */
  lease(id: string, signal: AbortSignal): Promise<LeaseAnswer> {
    return askLease(this.#session, id, signal);
  }

  /** @param increment seconds from now; left out, what the role gives. Vault gives less where the ceiling is nearer, and does not say so. */
  async renew(id: string, increment: number | undefined, signal: AbortSignal): Promise<void> {
    const body = { lease_id: id, ...(increment !== undefined && { increment }) };
    await this.#session.told(put('sys/leases/renew', body, 'renew leases'), signal);
  }

  /** Resolves when it is done; Vault says so too of a lease that it does not know. */
  async revoke(id: string, signal: AbortSignal): Promise<void> {
    await this.#session.told(put('sys/leases/revoke', { lease_id: id, sync: true }, 'revoke leases'), signal);
  }
}

function put(path: string, body: object, text: string): Question {
  // The database behind the engine is asked, which takes its time.
  return { method: 'PUT', path, body, limitMs: 20_000, right: { path, capabilities: ['update'], text } };
}
