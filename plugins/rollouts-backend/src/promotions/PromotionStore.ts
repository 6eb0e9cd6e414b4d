import type { LedgerLine } from '@greenroom/plugin-portal-node';
import type { PromotionRequest, RequestState } from '@greenroom/plugin-rollouts-common';

/** What the engine keeps beside a request and nobody is answered. Times are milliseconds of the database's clock. */
export interface Execution {
  /** Goes up with every process that takes the request on: who holds an older one may neither send nor write an outcome. */
  fence: number;
  /** When the process that executes it was last known to live. */
  heartbeatAt?: number;
  /** When a person last said that it may go live now: the last vote, or Go. */
  decidedAt?: number;
  /** Since when its lifetime stands still. */
  executingSince?: number;
  /** When a write that may have taken effect left; stays, also where it is proved later that it did not. */
  sentAt?: number;
  /** The one attempt that is made now is made by broken glass: votes, freezes and checks do not hold it. */
  glass?: boolean;
  remindedAt?: number;
  overdueSaidAt?: number;
}

/** A request as it is kept. `version` is what a change of it is compared with. */
export interface StoredRequest {
  readonly request: PromotionRequest;
  readonly execution: Execution;
  readonly version: number;
}

/** Which version of a request there is: thousands are compared before any is read. */
export interface KnownVersion {
  id: string;
  version: number;
}

export interface Read {
  stored: StoredRequest;
  /** Milliseconds of the database's clock. */
  now: number;
}

/** What is live of a rollout, as it was last seen by any replica. */
export interface LiveRevisions {
  /** `rolloutKey`. */
  rollout: string;
  uid: string;
  active: string;
  stable?: string;
  /** Stable before `stable` was. */
  previousStable?: string;
}

/** With when it was first seen so, milliseconds of the database's clock; 0 where that was not kept. */
export type SeenLive = LiveRevisions & { since: number };

/** Newest first. */
export interface RequestQuery {
  states?: readonly RequestState[];
  entityRef?: string;
  /** `rolloutKey`s. */
  rollouts?: readonly string[];
  /** `cluster/namespace`s: only what stands there. */
  places?: readonly string[];
  uid?: string;
  revision?: string;
  /** Only requests before this one, by `createdAt` and id. */
  before?: { createdAt: string; id: string };
  limit: number;
}

/**
 * Where requests are kept. Every method is one transaction: a change and its lines of the ledger stand together or not
 * at all.
 */
export interface PromotionStore {
  read(id: string): Promise<Read | undefined>;
  /**
   * Keeps a new request unless one of the same pause and kind is open (`once`: unless there ever was one); then that
   * one is the answer and nothing is written.
   */
  create(make: MakeDraft, options?: { once?: boolean }): Promise<Created>;
  /** Several at once, in one transaction: each as by `create`, in their order. */
  createAll(makes: readonly MakeDraft[], options?: { once?: boolean }): Promise<Created[]>;
  /** `false`, and nothing written, when the request is no longer of that version. */
  save(change: SavedChange): Promise<boolean>;
  /** Milliseconds of the database's clock. */
  now(): Promise<number>;
  /** Everything that is not ended, and what broke the glass and is not acknowledged. */
  open(): Promise<KnownVersion[]>;
  /** Everything changed at or after a moment of the database's clock. */
  changedSince(moment: number): Promise<{ changed: KnownVersion[]; now: number }>;
  /** Those that are there, in any order. */
  readAll(ids: readonly string[]): Promise<StoredRequest[]>;
  list(query: RequestQuery): Promise<StoredRequest[]>;
  lastSeen(rollout: string): Promise<SeenLive | undefined>;
  /** Keeps those that were never seen, with no line, and answers with what was remembered of the others. */
  meet(live: readonly LiveRevisions[]): Promise<SeenLive[]>;
  /** `false`, and nothing written, when another replica remembered something else than `before` meanwhile. */
  remember(
    live: LiveRevisions,
    before: LiveRevisions | undefined,
    lines: readonly LedgerLine[],
  ): Promise<boolean>;
}

export type MakeDraft = (now: number) => Draft;
export type Created = Read & { created: boolean };

export interface Draft {
  request: PromotionRequest;
  lines: readonly LedgerLine[];
}

export interface SavedChange {
  /** With the version that it is a change of. */
  next: StoredRequest;
  lines: readonly LedgerLine[];
}
