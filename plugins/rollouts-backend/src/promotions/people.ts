import { NotAllowedError } from '@backstage/errors';
import { refName } from '@greenroom/plugin-portal-common';
import {
  type Act,
  isPerson,
  mayAcknowledge,
  mayBreakGlass,
  mayExecute,
  mayRequest,
  mayVote,
  mayWithdraw,
  type Person,
  type PromotionRequest,
  tally,
  type Vote,
} from '@greenroom/plugin-rollouts-common';
import type { Change, Decide } from './Change';
import { conflict, mustBeOpen } from './conflict';
import type { VoteBody } from './PromotionsOptions';

/** What becomes of a request when people act on it. Each throws the sentence that tells why it may not be. */

/** @throws NotAllowedError with the decision's sentence */
export function must({ allowed, why }: Act): void {
  if (!allowed) {
    throw new NotAllowedError(why ?? 'This is not allowed.');
  }
}

/** Whether the person voted the same already: then there is nothing to change, whatever became of the request. */
function hasVoted(person: Person, { votes }: PromotionRequest, vote: Vote['vote']): boolean {
  return votes.some(cast => cast.vote === vote && isPerson({ ref: person.ref }, cast.by));
}

export function voting(person: Person, { vote, reason, seen }: VoteBody): Decide {
  return ({ request }, now) => {
    if (hasVoted(person, request, vote)) {
      return undefined;
    }
    mustBeOpen(request);
    must(mayVote(person, request, vote));
    if (seen !== request.etag) {
      throw conflict('What you looked at has changed: look again before you vote.', {
        id: request.id,
        etag: request.etag,
        revision: request.revision,
        pauseStartedAt: request.pauseStartedAt,
        policy: request.policy,
      });
    }
    const cast = { by: person.ref, vote, reason, at: new Date(now).toISOString() };
    return voted(request, person.aliases?.length ? { ...cast, aliases: [...person.aliases] } : cast, now);
  };
}

function voted(request: PromotionRequest, vote: Vote, now: number): Change {
  const votes = [...request.votes.filter(({ by }) => by !== vote.by), vote];
  const { verdict, approvals, needed } = tally({ ...request, votes });
  const did = vote.vote === 'approve' ? 'approves' : 'rejects';
  const line = {
    kind: 'vote',
    by: vote.by,
    text: `${refName(vote.by)} ${did}${said(vote.reason)}`,
    data: { vote: vote.vote, reason: vote.reason },
  };
  if (verdict === 'rejected') {
    const end = { kind: 'rejected', by: vote.by, text: `Rejected by ${refName(vote.by)}` };
    return { to: ['rejected'], request: { votes, heldBy: undefined }, lines: [line, end] };
  }
  if (verdict === 'approved') {
    const end = { kind: 'approved', by: vote.by, text: `It has ${approvals} of ${needed} approvals` };
    return {
      to: request.state === 'waiting' ? ['approved'] : [],
      request: { votes, heldBy: undefined },
      execution: { decidedAt: now },
      lines: [line, end],
    };
  }
  return { request: { votes }, lines: [line] };
}

/** Go, pressed by a voter: from now on it may be sent for a minute. */
export function pressingGo(person: Person): Decide {
  return ({ request }, now) => {
    mustBeOpen(request);
    must(mayExecute(person, request));
    const line = { kind: 'go', by: person.ref, text: `${refName(person.ref)} presses Go` };
    return {
      request: { heldBy: undefined },
      execution: { decidedAt: now, glass: undefined },
      lines: [line],
    };
  };
}

/** Without its votes or against what holds it. Stays in sight until a second person acknowledges it. */
export function breakingGlass(person: Person, reason: string): Decide {
  return ({ request }, now) => {
    mustBeOpen(request);
    must(mayBreakGlass(person, request));
    const line = {
      kind: 'break-glass',
      by: person.ref,
      text: `${refName(person.ref)} breaks the glass${said(reason)}`,
      data: { reason, heldBy: request.heldBy ?? null, votes: request.votes.length },
    };
    return {
      to: request.state === 'waiting' ? ['approved'] : [],
      request: {
        breakGlass: { by: person.ref, reason, at: new Date(now).toISOString() },
        heldBy: undefined,
      },
      execution: { decidedAt: now, glass: true, overdueSaidAt: undefined },
      lines: [line],
      events: [{ type: 'break-glass' }],
    };
  };
}

export function acknowledging(person: Person): Decide {
  return ({ request }) => {
    const { breakGlass } = request;
    if (breakGlass?.acknowledgedBy !== undefined && isPerson(person, breakGlass.acknowledgedBy)) {
      return undefined;
    }
    must(mayAcknowledge(person, request));
    return (
      breakGlass && {
        request: { breakGlass: { ...breakGlass, acknowledgedBy: person.ref } },
        lines: [
          {
            kind: 'acknowledged',
            by: person.ref,
            text: `${refName(person.ref)} has seen that ${refName(breakGlass.by)} broke the glass`,
          },
        ],
      }
    );
  };
}

export function withdrawing(person: Person): Decide {
  return ({ request }) => {
    if (request.state === 'withdrawn' && mayWithdraw(person, { ...request, state: 'waiting' }).allowed) {
      return undefined;
    }
    mustBeOpen(request);
    must(mayWithdraw(person, request));
    const text = `${refName(person.ref)} withdraws the request`;
    return {
      to: ['withdrawn'],
      request: { heldBy: undefined },
      lines: [{ kind: 'withdrawn', by: person.ref, text }],
    };
  };
}

/** A person who asks for what the portal has asked for already is its requester from now on. */
export function adopting(person: Person, reason: string): Decide {
  return ({ request }) => {
    const adopts = request.requestedBy === undefined && request.state === 'waiting';
    if (!adopts || !mayRequest(person, request.policy, request).allowed) {
      return undefined;
    }
    return {
      request: { requestedBy: person.ref, reason },
      lines: [
        {
          kind: 'requested',
          by: person.ref,
          text: `${refName(person.ref)} asks for it${said(reason)}`,
          data: { reason },
        },
      ],
    };
  };
}

function said(reason: string): string {
  return reason === '' ? '' : `: ${reason}`;
}
