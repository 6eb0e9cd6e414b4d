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
  /** RFC 3339: not older than this. */
  since?: string;
  /** Only lines before this one; newest first. */
  beforeSeq?: number;
  limit: number;
}

/** A feature's append-only chain: what it records stands in the transaction of what it records, or nothing happens. */
export interface Ledger {
  append(transaction: Knex.Transaction, line: LedgerLine): Promise<ChainedLine>;
  lines(query: LedgerQuery): Promise<ChainedLine[]>;
  /** Walks the whole chain. */
  verify(): Promise<{ valid: boolean; entries: number; head: string; firstBroken?: number }>;
  head(): Promise<{ seq: number; hash: string }>;
}
