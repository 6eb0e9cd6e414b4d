import type { Check } from '@greenroom/plugin-portal-common';
import type {
  Policy,
  PromotionRequest,
  PromotionStanding,
  QueueItem,
  Rollout,
} from '@greenroom/plugin-rollouts-common';
import { makeWaitingRollout, previewRevision } from './rollouts';

export const ada = 'user:default/ada';
export const ben = 'user:default/ben';
export const chen = 'user:default/chen';
export const dana = 'user:default/dana';

/** The groups of the tests' people, as the portal answers them. */
export const groupsOf: Record<string, string[]> = {
  [ada]: ['group:default/shop'],
  [ben]: ['group:default/shop'],
  [chen]: ['group:default/approvers'],
  [dana]: ['group:default/platform'],
};

export function makePolicy(overrides: Partial<Policy> = {}): Policy {
  return {
    names: ['shop-production'],
    requesters: ['group:default/shop'],
    voters: ['group:default/shop', 'group:default/approvers'],
    votes: 2,
    fourEyes: true,
    lifetimeSeconds: 86_400,
    freezes: [
      {
        kind: 'weekly',
        name: 'weekend',
        days: [5],
        from: '16:00',
        to: '08:00',
        timeZone: 'Europe/Berlin',
      },
    ],
    blockingChecks: ['*'],
    unknownBlocks: true,
    breakGlass: ['group:default/platform'],
    notes: [],
    ...overrides,
  };
}

export const checks: Check[] = [
  { id: 'preview-ready', from: 'rollouts', outcome: 'pass', reason: 'Preview: 6 of 6 ready for 12 min' },
  { id: 'capacity', from: 'rollouts', outcome: 'warn', reason: 'Both stacks take 92 % of the CPU there is' },
  { id: 'alarms', from: 'alerts', outcome: 'unknown', reason: 'Prometheus is unreachable since 10:51' },
];

/** ada's request for v1.8.2, which needs two approvals and has none. */
export function makeRequest(overrides: Partial<PromotionRequest> = {}): PromotionRequest {
  return {
    id: 'r-1042',
    requestKind: 'promote',
    state: 'waiting',
    etag: 'etag-1',
    rollout: { cluster: 'eks-prod', namespace: 'shop', kind: 'rollout', name: 'checkout' },
    uid: makeWaitingRollout().uid,
    revision: previewRevision.revision,
    digests: previewRevision.images.flatMap(({ digest }) => (digest ? [digest] : [])),
    pauseStartedAt: '2026-11-21T10:42:00Z',
    entityRef: 'component:default/checkout',
    activeTag: 'v1.8.1',
    previewTag: 'v1.8.2',
    createdBy: ada,
    requestedBy: ada,
    reason: 'Fixes the basket',
    createdAt: '2026-11-21T10:43:00Z',
    expiresAt: '2026-11-22T10:43:00Z',
    authors: { known: true, people: [ada], from: 'the commits between v1.8.1 and v1.8.2' },
    votes: [],
    votesNeeded: 2,
    policy: makePolicy(),
    ...overrides,
  };
}

/** The same with chen's approval: one is missing. */
export function makeApprovedOnce(overrides: Partial<PromotionRequest> = {}): PromotionRequest {
  return makeRequest({
    votes: [
      {
        by: chen,
        vote: 'approve',
        reason: 'Load test on the preview looks fine.',
        at: '2026-11-21T10:47:00Z',
      },
    ],
    ...overrides,
  });
}

export function makeStanding(overrides: Partial<PromotionStanding> = {}): PromotionStanding {
  return {
    policy: makePolicy(),
    authors: { known: true, people: [ada], from: 'the commits between v1.8.1 and v1.8.2' },
    checks,
    ...overrides,
  };
}

export function makeQueueItem(
  overrides: Partial<QueueItem> & { name?: string; cluster?: string } = {},
): QueueItem {
  const { name = 'checkout', cluster = 'eks-prod', ...rest } = overrides;
  const rollout = { cluster, namespace: 'shop', kind: 'rollout' as const, name };
  return {
    rollout,
    entityRef: `component:default/${name}`,
    engine: 'argo',
    strategy: 'blue-green',
    revision: previewRevision.revision,
    pauseStartedAt: '2026-11-21T10:42:00Z',
    waitingSince: '2026-11-21T10:42:00Z',
    activeTag: 'v1.8.1',
    previewTag: 'v1.8.2',
    sentence: 'waits for 2 more approvals',
    checks,
    votes: { cast: 0, needed: 2 },
    voters: ['group:default/shop', 'group:default/approvers'],
    request: makeRequest({ rollout, entityRef: `component:default/${name}` }),
    ...rest,
  };
}

/** A newer revision than the one that the tests' requests are for. */
export function makeNewerRollout(): Rollout {
  const [image] = previewRevision.images;
  const newer = {
    ...previewRevision,
    revision: '9c8b7a6d5e',
    number: 14,
    images: image ? [{ ...image, tag: 'v1.8.3' }] : [],
  };
  return makeWaitingRollout({
    preview: newer,
    revisions: [newer, ...makeWaitingRollout().revisions],
    pause: { reason: 'BlueGreenPause', startedAt: '2026-11-21T10:53:00Z', byHand: false },
  });
}
