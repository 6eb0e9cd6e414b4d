import {
  type PromotionRequest,
  promotionRequestSchema,
  type Vote,
  voteSchema,
  isEnded,
  rolloutKey,
  rolloutPlace,
} from '@greenroom/plugin-rollouts-common';
import { z } from 'zod';
import type { Execution, KnownVersion, LiveRevisions, SeenLive, StoredRequest } from './PromotionStore';

const executionSchema: z.ZodType<Execution> = z.object({
  fence: z.number(),
  heartbeatAt: z.number().optional(),
  decidedAt: z.number().optional(),
  executingSince: z.number().optional(),
  sentAt: z.number().optional(),
  glass: z.boolean().optional(),
  remindedAt: z.number().optional(),
  overdueSaidAt: z.number().optional(),
});

/** Integers of 64 bits come as text from Postgres. */
const integer = z.coerce.number().int();

const rowSchema = z.object({
  id: z.string(),
  expires_at: integer,
  version: integer,
  document: z.string(),
});
const documentSchema = z.object({
  request: promotionRequestSchema.omit({ votes: true, expiresAt: true }),
  execution: executionSchema,
});
const voteRowSchema = z.object({ request: z.string(), document: z.string() });

/** The columns of a request; `undefined` is kept as null. */
export function requestRow({ request, execution }: Omit<StoredRequest, 'version'>) {
  const { votes, expiresAt, ...rest } = request;
  return {
    id: request.id,
    kind: request.requestKind,
    state: request.state,
    cluster: request.rollout.cluster,
    place: rolloutPlace(request.rollout),
    rollout: rolloutKey(request.rollout),
    uid: request.uid,
    revision: request.revision,
    pause_started_at: request.pauseStartedAt,
    entity_ref: request.entityRef ?? null,
    expires_at: Date.parse(expiresAt),
    unacknowledged: isUnacknowledged(request),
    document: JSON.stringify({ request: rest, execution }),
  };
}

/** Somebody broke the glass and nobody else has said that they know. */
export function isUnacknowledged({ breakGlass }: PromotionRequest): boolean {
  return breakGlass !== undefined && breakGlass.acknowledgedBy === undefined;
}

/** Whether it still takes the place of another of its pause. */
export function isFinished({ state }: PromotionRequest): boolean {
  return isEnded(state);
}

export function voteRows({ id, votes }: PromotionRequest) {
  return votes.map((vote, position) => ({
    request: id,
    person: vote.by,
    position,
    document: JSON.stringify(vote),
  }));
}

/** @throws ZodError when the row was not written by `requestRow` */
export function readRequestRow(row: unknown, votes: readonly Vote[]): StoredRequest {
  const { expires_at: expiresAt, version, document } = rowSchema.parse(row);
  const { request, execution } = documentSchema.parse(JSON.parse(document));
  return {
    request: { ...request, votes: [...votes], expiresAt: new Date(expiresAt).toISOString() },
    execution,
    version,
  };
}

const versionSchema = z.object({ id: z.string(), version: integer });

export function readVersion(row: unknown): KnownVersion {
  return versionSchema.parse(row);
}

/** Votes by request, in the order of the rows. */
export function readVoteRows(rows: readonly unknown[]): Map<string, Vote[]> {
  const byRequest = new Map<string, Vote[]>();
  for (const row of rows) {
    const { request, document } = voteRowSchema.parse(row);
    const votes = byRequest.get(request) ?? [];
    votes.push(voteSchema.parse(JSON.parse(document)));
    byRequest.set(request, votes);
  }
  return byRequest;
}

const liveRowSchema = z.object({
  rollout: z.string(),
  uid: z.string(),
  active: z.string(),
  stable: z.string().nullable(),
  previous_stable: z.string().nullable(),
  since: integer,
});

export function liveRow({ rollout, uid, active, stable, previousStable }: LiveRevisions) {
  return { rollout, uid, active, stable: stable ?? null, previous_stable: previousStable ?? null };
}

export function readLiveRow(row: unknown): SeenLive {
  const { stable, previous_stable: previousStable, ...rest } = liveRowSchema.parse(row);
  return {
    ...rest,
    ...(stable !== null && { stable }),
    ...(previousStable !== null && { previousStable }),
  };
}

/** Of the row that `select … as now` gives. */
export const nowRowSchema = z.object({ now: integer });
