import type { Policy, PromotionRequest } from '@greenroom/plugin-rollouts-common';

export function makePolicy(overrides: Partial<Policy> = {}): Policy {
  return {
    names: ['store-production'],
    requesters: ['group:default/store'],
    voters: ['group:default/voters'],
    votes: 2,
    fourEyes: true,
    lifetimeSeconds: 86_400,
    freezes: [],
    blockingChecks: [],
    unknownBlocks: false,
    breakGlass: ['group:default/platform'],
    notes: [],
    ...overrides,
  };
}

/** A request of the portal that waits for votes. */
export function makeRequest(overrides: Partial<PromotionRequest> = {}): PromotionRequest {
  return {
    id: 'r-1',
    requestKind: 'promote',
    state: 'waiting',
    etag: 'e-1',
    rollout: { cluster: 'eks-prod', namespace: 'store', kind: 'rollout', name: 'shop' },
    uid: 'uid-shop',
    revision: 'bbb',
    digests: ['sha256:bbb'],
    pauseStartedAt: '2026-11-21T10:00:00Z',
    entityRef: 'component:default/shop',
    activeTag: 'v1',
    previewTag: 'v2',
    createdBy: 'portal',
    createdAt: '2026-11-21T10:00:01Z',
    expiresAt: '2026-11-22T10:00:01Z',
    authors: { known: true, people: ['user:default/fay'], from: 'a label' },
    votes: [],
    votesNeeded: 2,
    policy: makePolicy(),
    ...overrides,
  };
}
