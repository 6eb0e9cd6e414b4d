import { isDeepStrictEqual } from 'node:util';
import { ConflictError } from '@backstage/errors';
import type { LedgerLine } from '@greenroom/plugin-portal-node';
import {
  mayBecome,
  type PromotionRequest,
  type RequestState,
  requestStateWords,
  rolloutKey,
} from '@greenroom/plugin-rollouts-common';
import type { PromotionEvent } from './PromotionEvent';
import type { Execution, StoredRequest } from './PromotionStore';

/** What becomes of a request at once, with what is recorded and told of it. */
export interface Change {
  /** The states it goes through, each of which the one before it may become. */
  to?: readonly RequestState[];
  request?: Partial<Omit<PromotionRequest, 'state' | 'id'>>;
  execution?: Partial<Execution>;
  lines?: readonly Line[];
  events?: readonly EventWords[];
}

/** A line of the ledger without what the request itself says. */
export type Line = Pick<LedgerLine, 'kind' | 'by' | 'text'> & { data?: LedgerLine['data'] };

type AboutRequest = Extract<PromotionEvent, { request: PromotionRequest }>;
type WithoutRequest<Event> = Event extends unknown ? Omit<Event, 'request'> : never;
/** An event of the request as it is after the change. */
export type EventWords = WithoutRequest<AboutRequest>;

/** Says what is to become of a request as it is now; `undefined`: nothing. Pure; may throw what the caller is to be told. */
export type Decide = (stored: StoredRequest, now: number) => Change | undefined;

/**
 * The request after a change.
 * @throws ConflictError when one of its states does not lead to the next
 */
export function changed(stored: StoredRequest, change: Change): StoredRequest {
  const states = [stored.request.state, ...(change.to ?? [])];
  states.slice(1).forEach((to, index) => {
    const from = states[index];
    if (from !== undefined && !mayBecome(from, to)) {
      const { stands } = requestStateWords[from];
      throw new ConflictError(`This request ${stands}: it can not be “${requestStateWords[to].badge}” next.`);
    }
  });
  const state = states.at(-1) ?? stored.request.state;
  return {
    request: { ...stored.request, ...change.request, state },
    execution: { ...stored.execution, ...change.execution },
    version: stored.version,
  };
}

/** Whether a change would change nothing and record nothing. */
export function isIdle(stored: StoredRequest, next: StoredRequest, { lines = [] }: Change): boolean {
  return lines.length === 0 && isDeepStrictEqual(stored, next);
}

/** What the ledger records of a request: enough to see later what exactly it was about. */
export function ledgerLine(request: PromotionRequest, line: Line): LedgerLine {
  const { requestKind, state, uid, revision, digests, pauseStartedAt, etag } = request;
  const data = { requestKind, state, uid, revision, digests, pauseStartedAt, etag, ...line.data };
  return { ...line, subject: rolloutKey(request.rollout), request: request.id, data };
}

/** The event as it is told. */
export function eventOf(words: EventWords, request: PromotionRequest): PromotionEvent {
  return { ...words, request };
}
