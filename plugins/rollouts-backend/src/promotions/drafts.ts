import { refName } from '@greenroom/plugin-portal-common';
import {
  type Authors,
  type Pin,
  type Policy,
  type PromotionRequest,
  type RequestKind,
  requestKindWords,
  type Rollout,
  votesNeeded,
} from '@greenroom/plugin-rollouts-common';
import { revisionTag } from '../argo/reading/words';
import { ledgerLine } from './Change';
import { tagOf } from './Gate';
import type { Draft } from './PromotionStore';

/** Everything that a new request is made of. */
export interface Making {
  id: string;
  kind: RequestKind;
  pin: Pin;
  rollout: Rollout;
  policy: Policy;
  authors: Authors;
  /** Entity ref of the person who asks; absent: the portal. */
  by?: string;
  reason?: string;
}

/** A new request and its line of the ledger. @param now - milliseconds of the database's clock */
export function draft(making: Making, now: number): Draft {
  const { id, kind, pin, rollout, policy, authors, by, reason } = making;
  const { active, preview, entityRef } = rollout;
  const request: PromotionRequest = {
    id,
    requestKind: kind,
    state: 'waiting',
    etag: tagOf(pin, kind, policy),
    ...pin,
    ...(entityRef !== undefined && { entityRef }),
    ...(active && { activeTag: revisionTag(active, preview) }),
    ...(preview && { previewTag: revisionTag(preview, active) }),
    createdBy: by ?? 'portal',
    ...(by !== undefined && { requestedBy: by, reason: reason ?? '' }),
    createdAt: new Date(now).toISOString(),
    expiresAt: new Date(now + policy.lifetimeSeconds * 1000).toISOString(),
    authors,
    votes: [],
    votesNeeded: votesNeeded(policy, authors),
    policy,
  };
  return { request, lines: [ledgerLine(request, lineOf(request))] };
}

function lineOf(request: PromotionRequest) {
  const { requestedBy, reason, requestKind, revision, votesNeeded: needed, expiresAt } = request;
  const who = requestedBy === undefined ? 'The portal' : refName(requestedBy);
  const why = reason ? `: ${reason}` : '';
  return {
    kind: 'request-created',
    by: requestedBy ?? 'portal',
    text: `${who} asks to ${requestKindWords[requestKind].ask(revision)}${why}`,
    data: { votesNeeded: needed, expiresAt, policy: request.policy.names },
  };
}
