import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Check } from '@greenroom/plugin-portal-common';
import type { Authors, HeldNarrowings, Policy, Rollout, RolloutRef } from '@greenroom/plugin-rollouts-common';
import type { DeedRecord } from '../deeds/DeedStore';
import type { OwnHand } from '../hands/Hand';
import type { Entry, RolloutsService } from '../RolloutsService';
import type { RolloutWriter } from '../writes/RolloutWriter';
import type { PromotionEvent } from './PromotionEvent';
import type { PromotionStore } from './PromotionStore';

/** Everything that the engine does not do itself. */
export interface PromotionsOptions {
  store: PromotionStore;
  writer: RolloutWriter;
  rollouts: Pick<RolloutsService, 'entries' | 'onChange' | 'source'>;
  /** As the configuration, the annotations and the claims are now; `undefined` where no policy covers the rollout. */
  policyOf(entry: Entry): Policy | undefined;
  /** What narrowed the policy, was taken away and holds on. */
  narrowingsOf?(entry: Entry): HeldNarrowings | undefined;
  /**
   * Who made what would go live. A failure counts as unknown. `soon`: for a page, which does not wait for others; else a
   * moment may pass, as what a request is made with stays with it.
   */
  authorsOf(rollout: Rollout, revision: string, options?: { soon: boolean }): Promise<Authors>;
  /** Asked before anything is sent; each check with a time-out of its own. */
  readiness(ref: RolloutRef): Promise<readonly Check[]>;
  /** What of the checks can be told at once, for the queue. */
  checksNow?(rollout: Rollout): readonly Check[];
  /** Called after what it tells of was committed. */
  notify(event: PromotionEvent): void;
  /** Whether the portal asks for votes when a preview begins to wait. */
  requestsByPortal: boolean;
  /** A preview that nobody decided on for so long is told of again, then once a day. */
  remindAfterSeconds: number;
  /** The act by which a person brought a revision live through the portal without a request: `Deeds.broughtLive`. */
  deedFor?(
    uid: string,
    revision: string,
    since: number,
  ): Promise<Pick<DeedRecord, 'action' | 'sentAt'> | undefined>;
  /** Names the portal's own act or request where that is what overtook a request: `Hands.own`. */
  ownHand?: OwnHand;
  newId(): string;
  /** Resolves after the time, or at once when the signal aborts; never rejects. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** Milliseconds, never stepping back; says nothing about the date. */
  steady(): number;
  logger: Pick<LoggerService, 'warn' | 'error'>;
}

/** Body of a new request. Kinds that end no pause need no `pauseStartedAt`. */
export interface CreateBody {
  rollout: RolloutRef;
  requestKind?: 'promote' | 'promote-step' | 'skip-step' | 'promote-full' | 'retry';
  revision: string;
  pauseStartedAt?: string;
  reason: string;
}

export interface VoteBody {
  vote: 'approve' | 'reject';
  reason: string;
  /** `etag` of what the voter looked at. */
  seen: string;
}

export interface ExecuteBody {
  breakGlass?: boolean;
  reason?: string;
}
