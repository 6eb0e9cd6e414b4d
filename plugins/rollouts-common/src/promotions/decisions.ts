import { refName, refNames } from '@greenroom/plugin-portal-common';
import type { Act } from '../rollout';
import { isAmong, isPerson, type Person } from './person';
import type { Policy } from './policy';
import type { Authors, PromotionRequest, RequestState, Vote } from './promotionRequest';
import type { DecidingRequest } from './queueRow';
import { isEnded } from './transitions';
import { tally } from './tally';
import { requestStateWords } from '../words';

/**
 * Who may do what with a promotion. One set of functions for the button that is disabled and the route that refuses:
 * each refusal is a sentence for the person who gets it.
 */

/** How many votes a request needs: where authors are unknown one of the voters may be one, so one more. */
export function votesNeeded(policy: Pick<Policy, 'votes' | 'fourEyes'>, authors: Authors): number {
  return policy.votes + (policy.fourEyes && !authors.known ? 1 : 0);
}

/** Whether somebody may ask for a promotion; `open`: there is a request of this pause already, and they would become its requester. */
export function mayRequest(person: Person, policy: Policy | undefined, open?: PromotionRequest): Act {
  if (!policy) {
    return refused('No policy of the portal covers this rollout, so nobody can promote it here.');
  }
  return firstRefusal(
    notSomebody(person, 'ask for a promotion'),
    outside(person, policy, 'requesters', 'ask for a promotion here'),
    open?.policy.fourEyes && open.requestedBy === undefined && votesOf(person, open).length > 0
      ? 'You have voted on this request: under four eyes you can not be the one who asked for it too.'
      : undefined,
  );
}

/**
 * Whether somebody may approve or reject. Rejecting needs no four eyes: it also takes back one's own approval. What is
 * approved and lacks approvals again, because its policy was tightened since, takes more of them.
 */
export function mayVote(person: Person, request: DecidingRequest, vote: Vote['vote'] = 'approve'): Act {
  return firstRefusal(
    notIn(
      request,
      vote === 'reject' || lacksApprovals(request) ? ['waiting', 'approved'] : ['waiting'],
      'vote on',
    ),
    notThemselves(person, 'vote'),
    outside(person, request.policy, 'voters', 'vote on this'),
    vote === 'approve' ? ownHand(person, request, 'approve it') : undefined,
    votesOf(person, request).some(cast => cast.vote === vote || vote === 'approve')
      ? votedAlready(person, request)
      : undefined,
  );
}

function lacksApprovals(request: DecidingRequest): boolean {
  return tally(request).verdict === 'waiting';
}

/** Whether somebody may press Go on what has its votes; what holds it back at this moment is `heldBy`. */
export function mayExecute(person: Person, request: DecidingRequest): Act {
  const { approvals, needed, verdict } = tally(request);
  return firstRefusal(
    notIn(request, ['approved'], 'execute'),
    notThemselves(person, 'press Go'),
    outside(person, request.policy, 'voters', 'press Go on this'),
    verdict === 'approved' ? undefined : `It has ${approvals} of ${needed} approvals that count.`,
  );
}

/** Whether somebody may let it go live without its votes or in a freeze; a second person has to acknowledge it. */
export function mayBreakGlass(person: Person, request: DecidingRequest): Act {
  return firstRefusal(
    notIn(request, ['waiting', 'approved'], 'break the glass for'),
    notThemselves(person, 'break the glass'),
    outside(person, request.policy, 'breakGlass', 'break the glass here'),
    isAuthor(person, request)
      ? 'You are an author of what would go live: an author never breaks the glass for their own work.'
      : undefined,
  );
}

/** Whether somebody may confirm that they have seen that the glass was broken: a second person who had no part in it. */
export function mayAcknowledge(person: Person, request: DecidingRequest): Act {
  const { breakGlass, policy } = request;
  if (!breakGlass) {
    return refused('Nobody broke the glass for this request.');
  }
  const trusted =
    isAmong(person, policy.voters, policy.within?.voters) ||
    isAmong(person, policy.breakGlass, policy.within?.breakGlass);
  const trustedRefs = [...new Set([...policy.voters, ...policy.breakGlass])];
  return firstRefusal(
    breakGlass.acknowledgedBy && `${refName(breakGlass.acknowledgedBy)} has acknowledged it already.`,
    notThemselves(person, 'acknowledge this'),
    isPerson(person, breakGlass.by) ? 'You broke the glass: a second person has to acknowledge it.' : '',
    trusted ? '' : `Only ${refNames(trustedRefs, 'or')} may acknowledge this.`,
    policy.fourEyes ? ownHand(person, request, 'acknowledge it') : '',
    countsAsRequester(person, request)
      ? 'You voted first while the authors are unknown, so you count as the one who asked: somebody else has to acknowledge it.'
      : '',
  );
}

/** Whether somebody may take a request back: who asked for it. */
export function mayWithdraw(person: Person, request: DecidingRequest): Act {
  const asked = request.requestedBy !== undefined && isPerson(person, request.requestedBy);
  return firstRefusal(
    notIn(request, ['waiting', 'approved'], 'withdraw'),
    notSomebody(person, 'withdraw a request'),
    asked || countsAsRequester(person, request) ? undefined : whoWithdraws(request),
  );
}

function whoWithdraws({ requestedBy }: DecidingRequest): string {
  return requestedBy === undefined
    ? 'The portal made this request: a voter can reject it, nobody has to withdraw it.'
    : `Only ${refName(requestedBy)}, who asked for it, may withdraw it; a voter can reject it.`;
}

/** The first voter, where the authors are unknown and no person asked: they may be the author. */
function countsAsRequester(person: Person, request: DecidingRequest): boolean {
  const [first] = request.votes;
  const inDoubt = request.policy.fourEyes && !request.authors.known && request.requestedBy === undefined;
  return inDoubt && first !== undefined && isVoteOf(person, first);
}

function isAuthor(person: Person, { authors }: DecidingRequest): boolean {
  return (authors.people ?? []).some(author => isPerson(person, author));
}

function ownHand(person: Person, request: DecidingRequest, doing: string): string | undefined {
  if (!request.policy.fourEyes) {
    return undefined;
  }
  const rule = `under four eyes somebody else has to ${doing}.`;
  if (request.requestedBy !== undefined && isPerson(person, request.requestedBy)) {
    return `You asked for this promotion${asWhom(person, [request.requestedBy])}: ${rule}`;
  }
  return isAuthor(person, request)
    ? `You are an author of what would go live${asWhom(person, request.authors.people ?? [])}: ${rule}`
    : undefined;
}

/** Somebody who is refused for what another of their identities did has to be told which. */
function asWhom({ ref, aliases = [] }: Person, identities: readonly string[]): string {
  const own = identities.some(identity => isPerson({ ref }, identity));
  const alias = aliases.find(other => identities.some(identity => isPerson({ ref: other }, identity)));
  return own || alias === undefined ? '' : `, as ${alias}`;
}

function votesOf(person: Person, { votes }: DecidingRequest): Vote[] {
  return votes.filter(vote => isVoteOf(person, vote));
}

function isVoteOf(person: Person, { by, aliases = [] }: Vote): boolean {
  return [by, ...aliases].some(ref => isPerson(person, ref));
}

function votedAlready(person: Person, request: DecidingRequest): string | undefined {
  const [cast] = votesOf(person, request);
  const done = cast?.vote === 'reject' ? 'rejected' : 'approved';
  return cast && `You have ${done} it already${asWhom(person, [cast.by])}.`;
}

/** Guests and programs. */
function notSomebody({ kind }: Person, doing: string): string | undefined {
  if (kind === 'guest') {
    return `A guest may not ${doing}: sign in as a person whom the catalog knows.`;
  }
  return kind === 'service' ? `Only a person may ${doing}, and this is a program's token.` : undefined;
}

/** Besides, somebody for whom a program acts: what is decided here is decided by a person who looks at it. */
function notThemselves(person: Person, doing: string): string | undefined {
  return (
    notSomebody(person, doing) ??
    (person.onBehalfOf === undefined
      ? undefined
      : `You have to ${doing} yourself, in the portal: here ${person.onBehalfOf} acts on your behalf.`)
  );
}

type Role = 'requesters' | 'voters' | 'breakGlass';

function outside<R extends Role>(
  person: Person,
  policy: Pick<Policy, R | 'within'>,
  role: R,
  doing: string,
): string | undefined {
  const besides = policy.within?.[role] ?? [];
  if (isAmong(person, policy[role], besides)) {
    return undefined;
  }
  const also = besides.map(refs => ` who also belong to ${refNames(refs, 'or')}`).join(' and');
  return policy[role].length === 0
    ? `The policy lets nobody ${doing}.`
    : `Only ${refNames(policy[role], 'or')}${also} may ${doing}; you are not among them.`;
}

function notIn(
  { state }: DecidingRequest,
  states: readonly RequestState[],
  doing: string,
): string | undefined {
  if (states.includes(state)) {
    return undefined;
  }
  const end = isEnded(state) ? `there is nothing left to ${doing}` : `you can not ${doing} it now`;
  return `This request ${requestStateWords[state].stands}: ${end}.`;
}

function refused(why: string): Act {
  return { allowed: false, why };
}

function firstRefusal(...refusals: readonly (string | undefined)[]): Act {
  const why = refusals.find(refusal => refusal !== undefined && refusal !== '');
  return why === undefined ? { allowed: true } : refused(why);
}
