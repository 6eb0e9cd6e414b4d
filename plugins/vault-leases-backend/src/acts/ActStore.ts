import type { LedgerLine } from '@greenroom/plugin-portal-node';
import type { KeptAct } from './Act';

export interface StoredAct {
  readonly act: KeptAct;
  readonly person: string;
  /** The caller's own key, or the id where there was none. */
  readonly idempotencyKey: string;
  readonly version: number;
}

/** An act of which nobody knows what came of it. */
export interface OpenAct extends StoredAct {
  /** Since the process that acts last said so. */
  readonly silentMs: number;
  /** Since it was asked for, by the clock of the database. */
  readonly ageMs: number;
}

/** Where acts are kept. Every method is one transaction with its line of the ledger. */
export interface ActStore {
  byKey(person: string, idempotencyKey: string): Promise<StoredAct | undefined>;
  /** Keeps a new act unless this person used the key before: then that act is the answer, and nothing is written. */
  create(
    act: KeptAct,
    idempotencyKey: string,
    line: LedgerLine,
  ): Promise<{ stored: StoredAct; created: boolean }>;
  /** The act as it is kept now; `undefined`, and nothing written, when it is no longer of that version. */
  save(stored: StoredAct, act: KeptAct, line: LedgerLine | undefined): Promise<StoredAct | undefined>;
  /** Everything of which the outcome is not known. */
  open(): Promise<OpenAct[]>;
}
