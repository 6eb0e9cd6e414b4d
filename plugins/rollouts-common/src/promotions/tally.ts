import { identityOf } from './person';
import type { Policy } from './policy';
import type { PromotionRequest, Vote } from './promotionRequest';

export interface Tally {
  /** Different people who approve. */
  approvals: number;
  needed: number;
  verdict: 'waiting' | 'approved' | 'rejected';
}

type Voted = Pick<PromotionRequest, 'votes' | 'votesNeeded'> &
  Partial<Pick<PromotionRequest, 'requestedBy' | 'authors'>> & { policy?: Pick<Policy, 'fourEyes'> };

/**
 * How the votes stand. One reject rejects. People are counted, not votes; where the policy is given and wants four eyes,
 * an approval by the requester or an author does not count, however it came to be there.
 */
export function tally(request: Voted): Tally {
  const excluded = new Set(request.policy?.fourEyes ? ownHands(request).map(identityOf) : []);
  const approving = request.votes
    .filter(({ vote }) => vote === 'approve')
    .map(identities)
    .filter(ids => ![...ids].some(id => excluded.has(id)));
  const approvals = countPeople(approving);
  const rejected = request.votes.some(({ vote }) => vote === 'reject');
  const open = approvals >= request.votesNeeded ? 'approved' : 'waiting';
  return { approvals, needed: request.votesNeeded, verdict: rejected ? 'rejected' : open };
}

/** Who asked for it and who is known to have made it: those that four eyes keeps from approving. */
export function ownHands(request: Partial<Pick<PromotionRequest, 'requestedBy' | 'authors'>>): string[] {
  const { requestedBy, authors } = request;
  return [...(requestedBy === undefined ? [] : [requestedBy]), ...(authors?.people ?? [])];
}

function identities({ by, aliases = [] }: Vote): Set<string> {
  return new Set([by, ...aliases].map(identityOf));
}

/** Votes that share an identity are of one person, also over a third. */
function countPeople(votes: readonly ReadonlySet<string>[]): number {
  const people: Set<string>[] = [];
  for (const vote of votes) {
    const same = people.filter(person => [...vote].some(id => person.has(id)));
    const others = people.filter(person => !same.includes(person));
    people.splice(0, people.length, ...others, new Set([...vote, ...same.flatMap(person => [...person])]));
  }
  return people.length;
}
