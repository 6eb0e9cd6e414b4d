import { checkSchema } from '@greenroom/plugin-portal-common';
import { z } from 'zod';
import { rolloutRefSchema } from '../rollout';
import { heldNarrowingsSchema } from './heldNarrowing';
import { policySchema } from './policy';

/** What a request asks for. `promote-step` and `skip-step` are for canaries. */
export const requestKindSchema = z.enum(['promote', 'promote-step', 'skip-step', 'promote-full', 'retry']);
export type RequestKind = z.infer<typeof requestKindSchema>;

/** Where a request stands; `transitions.ts` has what leads where. */
export const requestStateSchema = z.enum([
  'waiting',
  'approved',
  'executing',
  'promoted',
  'rejected',
  'superseded',
  'expired',
  'withdrawn',
  'failed',
  'unknown',
]);
export type RequestState = z.infer<typeof requestStateSchema>;

export const voteSchema = z.object({
  /** Entity ref of the person. */
  by: z.string(),
  /** Other entity refs that were known to be the same person when they voted. */
  aliases: z.array(z.string()).optional(),
  vote: z.enum(['approve', 'reject']),
  reason: z.string(),
  at: z.string(),
});
export type Vote = z.infer<typeof voteSchema>;

/**
 * Who made what would go live. `unknown` says why nobody can tell; then one more vote is needed and the first voter
 * counts as requester. People are entity refs where the catalog knows them, else the identity as it was found.
 */
export const authorsSchema = z.discriminatedUnion('known', [
  z.object({ known: z.literal(true), people: z.array(z.string()), from: z.string() }),
  /** `people`: those who are known nevertheless; four eyes holds for them all the same. */
  z.object({ known: z.literal(false), why: z.string(), people: z.array(z.string()).optional() }),
]);
export type Authors = z.infer<typeof authorsSchema>;

/** What exactly would go live: all of it has to hold at the moment of the write. */
export const pinSchema = z.object({
  rollout: rolloutRefSchema,
  uid: z.string(),
  /** pod-template-hash. */
  revision: z.string(),
  /** Of the images, `sha256:…`, sorted; empty when none is known. */
  digests: z.array(z.string()),
  /** The pause's own start as the cluster wrote it: compared for equality only. */
  pauseStartedAt: z.string(),
});
export type Pin = z.infer<typeof pinSchema>;

/** Let this rollout go on. Times are RFC 3339 UTC, of the database's clock. */
export const promotionRequestSchema = z.object({
  id: z.string(),
  requestKind: requestKindSchema,
  state: requestStateSchema,
  /** Of what a voter looks at: the pin, the kind and the policy; not the votes, so that two may vote at once. */
  etag: z.string(),
  ...pinSchema.shape,
  entityRef: z.string().optional(),
  /** Tags as people call the revisions, when the request was made. */
  activeTag: z.string().optional(),
  previewTag: z.string().optional(),
  /** `portal`, or the entity ref of a person. */
  createdBy: z.string(),
  /** Who asked, once a person did; counts as requester for four eyes. */
  requestedBy: z.string().optional(),
  reason: z.string().optional(),
  createdAt: z.string(),
  expiresAt: z.string(),
  authors: authorsSchema,
  votes: z.array(voteSchema),
  /** With the one more that unknown authors cost. */
  votesNeeded: z.number().int(),
  policy: policySchema,
  /** Why an approved request has not been executed: freeze, a blocking check, the quiet time. */
  heldBy: z.string().optional(),
  supersededBy: z.string().optional(),
  breakGlass: z
    .object({ by: z.string(), reason: z.string(), at: z.string(), acknowledgedBy: z.string().optional() })
    .optional(),
  /** What is being done now, while it executes: e.g. `waiting until the rollout is quiet`. */
  progress: z.string().optional(),
  outcome: z.object({ text: z.string(), observedAt: z.string() }).optional(),
});
export type PromotionRequest = z.infer<typeof promotionRequestSchema>;

/** What waits for a person, in one row. */
export const queueItemSchema = z.object({
  rollout: rolloutRefSchema,
  entityRef: z.string().optional(),
  engine: z.enum(['argo', 'flagger']),
  strategy: z.enum(['blue-green', 'canary']),
  revision: z.string(),
  pauseStartedAt: z.string(),
  waitingSince: z.string(),
  activeTag: z.string().optional(),
  previewTag: z.string().optional(),
  /** What it waits for, as a person would say it. */
  sentence: z.string(),
  checks: z.array(checkSchema),
  votes: z.object({ cast: z.number().int(), needed: z.number().int() }),
  /** Entity refs of people and groups. */
  voters: z.array(z.string()),
  request: promotionRequestSchema.optional(),
});
export type QueueItem = z.infer<typeof queueItemSchema>;

/** A feature's view of a rollout's next promotion: the one row `PROMOTION_ROW` of `PROMOTION_TOPIC`. */
export const promotionStandingSchema = z.object({
  /** As it applies to what waits or would wait now; absent when no policy covers the rollout: then nobody may promote it here. */
  policy: policySchema.optional(),
  authors: authorsSchema.optional(),
  /** The open one, else the last that ended. */
  request: promotionRequestSchema.optional(),
  checks: z.array(checkSchema),
  /** Why the next promotion is not possible now whoever asks, e.g. a freeze with its end. */
  heldBy: z.string().optional(),
  /** What narrowed the policy and was taken away, while it holds on; absent where nothing does. */
  narrowings: heldNarrowingsSchema.optional(),
  /** When what is live was last noted, with its lines of the ledger: a page that shows those asks again. RFC 3339. */
  liveNotedAt: z.string().optional(),
  /** The revision that was stable before what is stable now: what an undo goes back to. */
  previousStable: z.string().optional(),
});
export type PromotionStanding = z.infer<typeof promotionStandingSchema>;
