import { createApiRef } from '@backstage/frontend-plugin-api';
import { type Check, type Me, type LedgerCheck, type LedgerPage } from '@greenroom/plugin-portal-common';
import type {
  ActName,
  Comparison,
  PromotionRequest,
  RequestKind,
  RolloutRef,
} from '@greenroom/plugin-rollouts-common';

/** What a person does to a rollout without a vote. */
export type Deed = Exclude<ActName, 'promote' | 'promote-full' | 'retry'>;

/** A request for what waits: the pause is named as the person saw it; a retry ends none. */
export interface NewRequest {
  rollout: RolloutRef;
  requestKind: RequestKind;
  revision: string;
  pauseStartedAt?: string;
  reason: string;
}

/** A vote on exactly what the voter looked at: `seen` is the request's etag. */
export interface NewVote {
  vote: 'approve' | 'reject';
  reason: string;
  seen: string;
}

/** An act on the revision that the person saw. */
export interface NewDeed {
  revision: string;
  reason: string;
  /** For an undo: the hash to go back to. */
  toRevision?: string;
}

/** What of the ledger is asked for; without a rollout all that the person may read. */
export interface LedgerQuery {
  rollout?: RolloutRef;
  kind?: string;
  /** RFC 3339: not older than this. */
  since?: string;
  cursor?: string;
}

/** What GitOps would make of a change by hand, as the delivery feature says it (`GET /api/delivery/managed`). */
export interface GitOps {
  managed: boolean;
  /** A change by hand is taken back within seconds. */
  wouldRevert: boolean;
  /** What would become of it, in a sentence. */
  why: string;
}

/**
 * What a person asks of promotions. Every method rejects with a `ResponseError` whose `cause` has the server's error
 * with its name, and with a `TypeError` when the server cannot be reached.
 */
export interface PromotionsApi {
  /** Who the portal takes the person for: asked once for as long as the page lives. */
  me(): Promise<Me>;
  comparison(rollout: RolloutRef): Promise<Comparison>;
  /** With the words of every check whose source the person may see. */
  readiness(rollout: RolloutRef): Promise<Check[]>;
  gitOps(rollout: RolloutRef): Promise<GitOps>;
  ledger(query: LedgerQuery): Promise<LedgerPage>;
  ledgerCheck(): Promise<LedgerCheck>;
  request(body: NewRequest): Promise<PromotionRequest>;
  vote(id: string, body: NewVote): Promise<PromotionRequest>;
  /** Go, for one that is approved. */
  execute(id: string): Promise<PromotionRequest>;
  /** Loud: without the votes, or against a freeze or a check. */
  breakGlass(id: string, reason: string): Promise<PromotionRequest>;
  withdraw(id: string): Promise<PromotionRequest>;
  acknowledge(id: string): Promise<PromotionRequest>;
  /** A policy admin lets a removed narrowing of that name go before its time. */
  letGo(rollout: RolloutRef, name: string, reason: string): Promise<void>;
  /** @param key - the same for every try of the same act, so that it happens once */
  perform(rollout: RolloutRef, act: Deed, body: NewDeed, key: string): Promise<void>;
}

export const promotionsApiRef = createApiRef<PromotionsApi>().with({
  id: 'plugin.rollouts.promotions',
  pluginId: 'rollouts',
});
