import type { z } from 'zod';
import { policySchema } from './policy';
import { promotionRequestSchema, type QueueItem, queueItemSchema } from './promotionRequest';

/** Of a request's policy what tells for whom it waits. */
const decidingPolicySchema = policySchema.pick({
  voters: true,
  fourEyes: true,
  breakGlass: true,
  within: true,
});

/** Of a request what decides who may vote, press Go or acknowledge: all that the rules in `decisions.ts` look at. */
export const decidingRequestSchema = promotionRequestSchema
  .pick({
    id: true,
    state: true,
    etag: true,
    requestedBy: true,
    authors: true,
    votes: true,
    votesNeeded: true,
    heldBy: true,
    breakGlass: true,
  })
  .extend({ policy: decidingPolicySchema });
export type DecidingRequest = z.infer<typeof decidingRequestSchema>;

/** A row of `PROMOTION_QUEUE_TOPIC`: a `QueueItem` with only so much of its request, because thousands come at once. */
export const queueRowSchema = queueItemSchema.extend({ request: decidingRequestSchema.optional() });
export type QueueRow = z.infer<typeof queueRowSchema>;

/** An item as a row of the topic. */
export function queueRowOf({ request, ...item }: QueueItem): QueueRow {
  return request ? { ...item, request: decidingPartOf(request) } : item;
}

function decidingPartOf(request: DecidingRequest): DecidingRequest {
  const { id, state, etag, requestedBy, authors, votes, votesNeeded, heldBy, breakGlass, policy } = request;
  const { voters, fourEyes, breakGlass: breakers, within } = policy;
  return {
    id,
    state,
    etag,
    authors,
    votes,
    votesNeeded,
    policy: { voters, fourEyes, breakGlass: breakers, ...(within && { within }) },
    ...(requestedBy !== undefined && { requestedBy }),
    ...(heldBy !== undefined && { heldBy }),
    ...(breakGlass && { breakGlass }),
  };
}
