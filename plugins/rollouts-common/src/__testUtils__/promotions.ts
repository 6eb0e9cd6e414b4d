import type { Person } from '../promotions/person';
import type { Policy } from '../promotions/policy';
import type { PromotionRequest, Vote } from '../promotions/promotionRequest';

/** A person of the catalog in these groups. */
export function makePerson(ref: string, groups: readonly string[] = [], more: Partial<Person> = {}): Person {
  return { ref, claims: [ref, ...groups], kind: 'user', ...more };
}

export function makePolicy(more: Partial<Policy> = {}): Policy {
  return {
    names: ['storefront-production'],
    requesters: ['group:default/storefront'],
    voters: ['group:default/storefront', 'group:default/approvers'],
    votes: 1,
    fourEyes: true,
    lifetimeSeconds: 86_400,
    freezes: [],
    blockingChecks: ['*'],
    unknownBlocks: true,
    breakGlass: ['group:default/platform'],
    notes: [],
    ...more,
  };
}

export function makeVote(by: string, vote: Vote['vote'] = 'approve', more: Partial<Vote> = {}): Vote {
  return { by, vote, reason: 'looked at it', at: '2026-11-21T10:05:00.000Z', ...more };
}

/** Asked for by ada, made by ben, one vote needed. */
export function makeRequest(more: Partial<PromotionRequest> = {}): PromotionRequest {
  return {
    id: 'r1',
    requestKind: 'promote',
    state: 'waiting',
    etag: 'e1',
    rollout: { cluster: 'eks-prod', namespace: 'storefront', kind: 'rollout', name: 'checkout' },
    uid: 'u1',
    revision: '7d9f4c',
    digests: [],
    pauseStartedAt: '2026-11-21T10:00:00Z',
    createdBy: 'user:default/ada',
    requestedBy: 'user:default/ada',
    createdAt: '2026-11-21T10:01:00.000Z',
    expiresAt: '2026-11-22T10:01:00.000Z',
    authors: { known: true, people: ['user:default/ben'], from: 'greenroom.dev/authors' },
    votes: [],
    votesNeeded: 1,
    policy: makePolicy(),
    ...more,
  };
}
