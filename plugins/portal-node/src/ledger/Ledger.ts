import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';

/** What is recorded. `at` is given by the database. */
export interface LedgerLine {
  kind: string;
  /** Entity ref of a person, or `portal`. */
  by: string;
  /** What it is about, in the feature's own key. */
  subject: string;
  /** Id of the request or act that it belongs to. */
  request?: string;
  /** In a sentence. */
  text: string;
  data: JsonObject;
}

/** A recorded line with its place in the chain. `hash` is over the canonical bytes of all the rest and of `previous`. */
export interface ChainedLine extends LedgerLine {
  seq: number;
  /** RFC 3339 UTC. */
  at: string;
  previous: string;
  hash: string;
}

export interface LedgerQuery {
  subjects?: readonly string[];
  /** Only lines of this kind. */
  kind?: string;
  /** Only lines that belong to this request or act. */
  request?: string;
  /** RFC 3339: not older than this. */
  since?: string;
  /** Only lines before this one; newest first. */
  beforeSeq?: number;
  limit: number;
}

/** The last line of a chain at some moment: whoever keeps it can tell later whether what led to it was changed. */
export interface LedgerHead {
  /** 0 while nothing is recorded. */
  seq: number;
  hash: string;
}

export interface LedgerCheck {
  valid: boolean;
  /** Lines that hold, from the first on. */
  entries: number;
  /** Hash of the last line, as the chain itself says. */
  head: string;
  /** `seq` of the first line that does not hold, and why not. */
  firstBroken?: number;
  why?: string;
}

/** A feature's append-only chain: what it records stands in the transaction of what it records, or nothing happens. */
export interface Ledger {
  /**
   * Appends are one after the other: the transaction holds the chain until it ends, so append late and end soon.
   * InputError for what no database can keep: NUL characters, lone surrogates, numbers that JSON has not.
   */
  append(transaction: Knex.Transaction, line: LedgerLine): Promise<ChainedLine>;
  /** Newest first. InputError when `since` is no time. */
  lines(query: LedgerQuery): Promise<ChainedLine[]>;
  /** Walks the whole chain as it is now; `anchor` is a head that was kept elsewhere, which must be in it. */
  verify(anchor?: LedgerHead): Promise<LedgerCheck>;
  head(): Promise<LedgerHead>;
}
