import type { ApplicationRef, ChangeRequest } from '@greenroom/plugin-delivery-common';
import type { LedgerLine } from '@greenroom/plugin-portal-node';

/** Times are milliseconds since 1970. */
export interface StoredChangeRequest {
  readonly change: ChangeRequest;
  readonly checkedAt: number;
  readonly version: number;
}

/** Where change requests are kept. Every method is one transaction with its line of the ledger. */
export interface ChangeRequestStore {
  /** Keeps a new one, unless an open one of the same Application goes back to the same: then that is the answer. */
  create(
    change: ChangeRequest,
    now: number,
    line: LedgerLine,
  ): Promise<{ stored: StoredChangeRequest; created: boolean }>;
  /** `false`, and nothing written, when it is no longer of that version. */
  save(next: StoredChangeRequest, line: LedgerLine | undefined): Promise<boolean>;
  read(id: string): Promise<StoredChangeRequest | undefined>;
  /** The open one of an Application that goes back to a revision. */
  openOf(application: ApplicationRef, toRevision: string): Promise<StoredChangeRequest | undefined>;
  /** All that are open, and the newest of the others. */
  recent(): Promise<StoredChangeRequest[]>;
}
