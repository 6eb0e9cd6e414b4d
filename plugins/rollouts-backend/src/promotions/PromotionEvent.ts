import type { PromotionRequest, RolloutRef } from '@greenroom/plugin-rollouts-common';
import type { DeedRecord } from '../deeds/DeedStore';

/** What people are told. Each is told once, by the replica that did or found it. */
export type PromotionEvent =
  /** A request waits for votes of these people and groups. */
  | { type: 'votes-wanted'; request: PromotionRequest; voters: readonly string[] }
  /** It has its votes and something holds it back: a voter has to press Go later. */
  | { type: 'held'; request: PromotionRequest; why: string }
  /** It ended, or nobody can tell what became of it. */
  | { type: 'outcome'; request: PromotionRequest }
  | { type: 'break-glass'; request: PromotionRequest }
  /** Nobody acknowledged it within a day. */
  | { type: 'break-glass-overdue'; request: PromotionRequest }
  /** A preview that nobody decides on. */
  | { type: 'reminder'; request: PromotionRequest }
  /** Something went live around the portal. */
  | { type: 'live-without-request'; rollout: RolloutRef; entityRef?: string; revision: string; text: string }
  /** A person did something to a rollout without a vote, or nobody can tell whether it was done. */
  | { type: 'act'; deed: DeedRecord; entityRef?: string };
