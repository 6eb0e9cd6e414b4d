import type { LedgerLine } from '@greenroom/plugin-portal-node';
import type { ActRecord } from './Act';

export interface StoredAct {
  readonly act: ActRecord;
  /** The caller's own key, or the id where there was none. */
  readonly idempotencyKey: string;
  readonly version: number;
}

/** Where acts are kept. Every method is one transaction with its line of the ledger. */
export interface ActStore {
  /** Keeps a new act unless this person used the key before: then that act is the answer, and nothing is written. */
  create(
    act: ActRecord,
    idempotencyKey: string,
    line: LedgerLine,
  ): Promise<{ stored: StoredAct; created: boolean }>;
  /** `false`, and nothing written, when the act is no longer of that version. */
  save(next: StoredAct, line: LedgerLine | undefined): Promise<boolean>;
  read(id: string): Promise<StoredAct | undefined>;
  /** Everything of which the outcome is not known. */
  open(): Promise<StoredAct[]>;
}
