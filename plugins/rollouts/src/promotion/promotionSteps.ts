import {
  type Act,
  allowedActs,
  isOpen,
  mayAcknowledge,
  mayBreakGlass,
  mayExecute,
  mayLetGo,
  mayRequest,
  mayVote,
  mayWithdraw,
  type Person,
  type PromotionRequest,
  type PromotionStanding,
  type RequestKind,
  type Rollout,
  tally,
  votesNeeded,
} from '@greenroom/plugin-rollouts-common';
import { count, type Names, nameOf } from '@greenroom/plugin-portal-react';
import { whoDecides } from './policyWords';
import { taggedOf } from './requestWords';
import { see, subjectOf } from './seen';
import type { Step } from './Step';

/** All that decides what a person can do about the next promotion. */
export interface Situation {
  rollout: Rollout;
  standing: PromotionStanding;
  /** Absent until the portal has said who the person is. */
  person: Person | undefined;
  /** Something that this was made from is not live. */
  stale: boolean;
  names: Names;
}

export interface PromotionSteps {
  /** The one main button. */
  main?: Step;
  others: Step[];
}

const oldNews: Act = { allowed: false, why: 'What you see may be old: wait until it is live again.' };
const stranger: Act = { allowed: false, why: 'The portal has not said yet who you are.' };

/** A person's answer, unless nobody's answer counts now. */
function decide({ stale, person }: Situation, ask: (person: Person) => Act): Act {
  if (stale) {
    return oldNews;
  }
  return person ? ask(person) : stranger;
}

/** The request that votes are for now: the last one may have ended. */
export function openRequest({ request }: PromotionStanding): PromotionRequest | undefined {
  return request && isOpen(request.state) ? request : undefined;
}

/** What a person can do about the next promotion, by the same rules as the server's. */
export function promotionSteps(situation: Situation): PromotionSteps {
  const request = openRequest(situation.standing);
  if (!request) {
    const ask = requestStep(situation, 'promote');
    return { ...(waitsForPerson(situation.rollout) ? { main: ask } : {}), others: [] };
  }
  const others = requestEnds(situation, request);
  switch (request.state) {
    case 'waiting':
      return { main: approveStep(situation, request), others };
    case 'approved':
      return { main: goStep(situation, request), others };
    default:
      return { others: [] };
  }
}

/** A pause that a promotion ends; canary steps have no door here yet. */
function waitsForPerson(rollout: Rollout): boolean {
  const { preview, pause, promotion } = rollout;
  const byPerson = promotion === 'by-person' && pause?.until === undefined;
  return preview !== undefined && byPerson && allowedActs(rollout).promote.allowed;
}

/** What happens to the traffic, without its full stop: `all traffic of checkout goes to 7d9f4c, v1.8.2`. */
export function kindConsequence(kind: RequestKind, rollout: Rollout, tag: string): string {
  const what = subjectOf(rollout)?.revision.slice(0, 6) ?? '';
  const to = tag === what ? what : `${what}, ${tag}`;
  const consequences: Record<RequestKind, string> = {
    promote: `all traffic of ${rollout.name} goes to ${to}`,
    'promote-step': `${rollout.name} goes on to its next step with ${to}`,
    'skip-step': `${rollout.name} skips its present step with ${to}`,
    'promote-full': `all traffic of ${rollout.name} goes to ${to} at once, without what is left to wait for or to measure`,
    retry: `the controller tries ${to} again from its beginning`,
  };
  return consequences[kind];
}

const capital = (text: string) => `${text.charAt(0).toLocaleUpperCase('en')}${text.slice(1)}`;

/** Asks that others decide; also for a retry or a full promotion. */
export function requestStep(situation: Situation, requestKind: RequestKind): Step {
  const { rollout, standing, names } = situation;
  const seen = see({ rollout, request: standing.request });
  const { policy, authors = { known: false, why: 'nobody has said' } } = standing;
  const then = kindConsequence(requestKind, rollout, seen.tag);
  const labels: Record<RequestKind, string> = {
    promote: `Ask for promotion of ${seen.tag}`,
    'promote-step': 'Ask for the next step',
    'skip-step': 'Ask to skip this step',
    'promote-full': `Ask for full promotion of ${seen.tag}`,
    retry: `Ask for a retry of ${seen.tag}`,
  };
  return {
    does: { kind: 'request', requestKind },
    label: labels[requestKind],
    consequence: policy
      ? `Needs ${whoDecides(policy, votesNeeded(policy, authors), names)} Then ${then}.`
      : `${capital(then)}.`,
    allowed: decide(situation, person => mayRequest(person, policy, openRequest(standing))),
    reason: 'required',
    loud: false,
    seen,
  };
}

function approveStep(situation: Situation, request: PromotionRequest): Step {
  const { rollout, standing } = situation;
  const tag = taggedOf(request);
  const { approvals, needed } = tally(request);
  const left = needed - approvals - 1;
  const then = kindConsequence(request.requestKind, rollout, tag);
  const goesLive = left <= 0 && standing.heldBy === undefined;
  return {
    does: { kind: 'approve' },
    label: goesLive ? `Approve and promote ${tag}` : `Approve ${tag}`,
    consequence: afterApproval(left, standing.heldBy, then),
    allowed: decide(situation, person => mayVote(person, request)),
    reason: 'optional',
    loud: false,
    seen: see({ rollout, request }),
  };
}

function afterApproval(left: number, heldBy: string | undefined, then: string): string {
  if (left > 0) {
    return `After yours ${count(left, 'more approval')} ${left === 1 ? 'is' : 'are'} needed; then ${then}.`;
  }
  return heldBy === undefined
    ? `Yours is the last vote: ${then}.`
    : `Yours is the last vote, but it does not go live now: ${heldBy.replace(/\.$/, '')}. It stays approved until a voter says Go.`;
}

function goStep(situation: Situation, request: PromotionRequest): Step {
  const { rollout, standing } = situation;
  const tag = taggedOf(request);
  const held: Act | undefined =
    standing.heldBy === undefined ? undefined : { allowed: false, why: `Held: ${standing.heldBy}` };
  return {
    does: { kind: 'go' },
    label: `Go: promote ${tag}`,
    consequence: `${capital(kindConsequence(request.requestKind, rollout, tag))}.`,
    allowed: decide(situation, person => {
      const act = mayExecute(person, request);
      return act.allowed && held ? held : act;
    }),
    reason: 'none',
    loud: false,
    seen: see({ rollout, request }),
  };
}

/** What else may become of an open request: refused, withdrawn, or executed around the votes. */
function requestEnds(situation: Situation, request: PromotionRequest): Step[] {
  const { rollout, person } = situation;
  const tag = taggedOf(request);
  const seen = see({ rollout, request });
  const refuse: Step = {
    does: { kind: 'refuse' },
    label: 'Refuse',
    consequence: `One refusal ends the request: ${tag} stays in the green room, and nothing goes live.`,
    allowed: decide(situation, someone => mayVote(someone, request, 'reject')),
    reason: 'required',
    loud: false,
    seen,
  };
  const withdraw: Step = {
    does: { kind: 'withdraw' },
    label: 'Withdraw',
    consequence: `The request ends and its votes with it; ${tag} stays in the green room.`,
    allowed: decide(situation, someone => mayWithdraw(someone, request)),
    reason: 'none',
    loud: false,
    seen,
  };
  const mine = person !== undefined && mayWithdraw(person, request).allowed;
  return [
    refuse,
    ...(mine ? [withdraw] : []),
    ...adoption(situation, request),
    ...breakGlassStep(situation, request),
  ];
}

/** Nobody asked for what the portal requested by itself: somebody may say that they do. */
function adoption(situation: Situation, request: PromotionRequest): Step[] {
  if (request.requestedBy !== undefined) {
    return [];
  }
  const ask = requestStep(situation, request.requestKind);
  const consequence = `You become the one who asked for ${taggedOf(request)}: voters see your name and your reason${request.policy.fourEyes ? ', and your own vote would not count' : ''}.`;
  return ask.allowed.allowed ? [{ ...ask, label: 'Ask for it', consequence }] : [];
}

/** Only for those whom the policy names: nobody else is shown that there is a glass. */
function breakGlassStep(situation: Situation, request: PromotionRequest): Step[] {
  const { rollout, person } = situation;
  if (!person?.claims.some(claim => request.policy.breakGlass.includes(claim))) {
    return [];
  }
  const then = kindConsequence(request.requestKind, rollout, taggedOf(request));
  return [
    {
      does: { kind: 'break-glass' },
      label: 'Break the glass',
      consequence: `${capital(then)}, without the votes, freeze windows and checks that hold it.`,
      warning:
        'Every voter and the owners are told at once, with your reason. It stays on everybody’s Home until a second person acknowledges it.',
      allowed: decide(situation, someone => mayBreakGlass(someone, request)),
      reason: 'required',
      loud: true,
      seen: see({ rollout, request }),
    },
  ];
}

/** A broken glass waits for a second pair of eyes, whatever became of the request. */
export function acknowledgeStep(situation: Situation, request: PromotionRequest): Step | undefined {
  const { rollout, names } = situation;
  const { breakGlass } = request;
  if (!breakGlass || breakGlass.acknowledgedBy !== undefined) {
    return undefined;
  }
  return {
    does: { kind: 'acknowledge' },
    label: 'Acknowledge',
    consequence: `Says that you have seen what ${nameOf(breakGlass.by, names)} did and why; the ledger keeps your name beside theirs.`,
    allowed: decide(situation, person => mayAcknowledge(person, request)),
    reason: 'none',
    loud: false,
    seen: { ...see({ rollout, request }), past: true },
  };
}

/** Ends what holds on of one removed narrowing, in all the ways in which it was written. */
export function letGoStep(situation: Situation, name: string, admins: readonly string[]): Step {
  const { rollout, standing } = situation;
  return {
    does: { kind: 'let-go', name },
    label: `Let ${name} go`,
    consequence: `The next request of ${rollout.name} is made without it. Requests that are open stay as strict as they are.`,
    allowed: decide(situation, person => mayLetGo(person, admins)),
    reason: 'required',
    loud: false,
    seen: { ...see({ rollout, request: standing.request }), past: true },
  };
}
