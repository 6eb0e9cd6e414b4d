import type { Source } from '@greenroom/plugin-portal-common';
import type { PodDot, Revision, Rollout, RolloutRow } from '@greenroom/plugin-rollouts-common';

/** The present of these tests. */
export const NOW = '2026-11-21T10:54:00Z';

export function makePods(revision: string, states: readonly PodDot['state'][]): PodDot[] {
  return states.map((state, index) => ({
    name: `checkout-${revision}-${'abcdefghij'[index] ?? index}`,
    state,
    restarts: state === 'failing' ? 4 : 0,
    ...(state === 'failing' ? { reason: 'CrashLoopBackOff: out of memory (512Mi)' } : {}),
  }));
}

export function makeRevision(overrides: Partial<Revision> = {}): Revision {
  const revision = overrides.revision ?? '5b6f6b8c9d';
  const pods = overrides.pods ?? makePods(revision, Array(6).fill('ready'));
  const ready = pods.filter(({ state }) => state === 'ready').length;
  return {
    revision,
    number: 12,
    images: [
      {
        container: 'checkout',
        name: 'registry.example.com/shop/checkout',
        tag: 'v1.8.1',
        digest: `sha256:91c2${'0'.repeat(56)}e07a`,
      },
    ],
    replicas: { desired: 6, current: pods.length, ready, available: ready },
    pods,
    createdAt: '2026-11-17T14:02:00Z',
    roles: [],
    ...overrides,
  };
}

export const activeRevision = makeRevision({ roles: ['active', 'stable'] });

export const previewRevision = makeRevision({
  revision: '7d9f4c5b6a',
  number: 13,
  images: [
    {
      container: 'checkout',
      name: 'registry.example.com/shop/checkout',
      tag: 'v1.8.2',
      digest: `sha256:3fa8${'0'.repeat(56)}11bd`,
    },
  ],
  createdAt: '2026-11-21T10:40:00Z',
  roles: ['preview'],
});

/** `checkout` on eks-prod, healthy, with nothing in its green room. */
export function makeRollout(overrides: Partial<Rollout> = {}): Rollout {
  return {
    cluster: 'eks-prod',
    namespace: 'shop',
    kind: 'rollout',
    name: 'checkout',
    uid: '6ba4a561-b766-45b9-a5da-315d74a9abe2',
    entityRef: 'component:default/checkout',
    engine: 'argo',
    strategy: 'blue-green',
    verdict: { state: 'healthy', reasons: [{ text: 'v1.8.1 is live, 6 of 6 replicas are ready' }] },
    sentence: 'v1.8.1 (5b6f6b) is live with 6 of 6 replicas',
    since: '2026-11-17T14:04:00Z',
    desired: 6,
    lockInstalled: true,
    promotion: 'by-person',
    active: activeRevision,
    stable: activeRevision,
    revisions: [activeRevision],
    services: [
      { name: 'checkout', role: 'active', pointsAt: activeRevision.revision, exists: true },
      { name: 'checkout-preview', role: 'preview', pointsAt: activeRevision.revision, exists: true },
    ],
    analysis: [],
    aborted: false,
    acts: {},
    ...overrides,
  };
}

/** The same with v1.8.2 waiting beside v1.8.1. */
export function makeWaitingRollout(overrides: Partial<Rollout> = {}): Rollout {
  return makeRollout({
    verdict: { state: 'waiting', reasons: [{ text: 'v1.8.2 waits for a person to promote it' }] },
    sentence: 'Preview 7d9f4c (v1.8.2) waits for a person to promote it',
    since: '2026-11-21T10:42:00Z',
    preview: previewRevision,
    revisions: [previewRevision, activeRevision],
    services: [
      { name: 'checkout', role: 'active', pointsAt: activeRevision.revision, exists: true },
      { name: 'checkout-preview', role: 'preview', pointsAt: previewRevision.revision, exists: true },
    ],
    pause: { reason: 'BlueGreenPause', startedAt: '2026-11-21T10:42:00Z', byHand: false },
    analysis: [makeAnalysis()],
    ...overrides,
  });
}

/** The same after somebody said go: v1.8.2 is on stage, v1.8.1 goes at 11:04. */
export function makeSwappedRollout(overrides: Partial<Rollout> = {}): Rollout {
  const live = { ...previewRevision, roles: ['active' as const, 'stable' as const] };
  const leaving = { ...activeRevision, roles: [], scaleDownAt: '2026-11-21T11:04:00Z' };
  return makeRollout({
    verdict: { state: 'healthy', reasons: [{ text: 'v1.8.2 is live, 6 of 6 replicas are ready' }] },
    sentence: 'v1.8.2 (7d9f4c) is live with 6 of 6 replicas',
    since: NOW,
    active: live,
    stable: live,
    revisions: [live, leaving],
    services: [
      { name: 'checkout', role: 'active', pointsAt: live.revision, exists: true },
      { name: 'checkout-preview', role: 'preview', pointsAt: live.revision, exists: true },
    ],
    ...overrides,
  });
}

export function makeAnalysis(
  overrides: Partial<Rollout['analysis'][number]> = {},
): Rollout['analysis'][number] {
  return {
    name: 'checkout-7d9f4c5b6a-13-pre',
    when: 'before-promotion',
    revision: previewRevision.revision,
    phase: 'passed',
    startedAt: '2026-11-21T10:41:00Z',
    metrics: [
      {
        name: 'success-rate',
        phase: 'passed',
        limit: 'result[0] >= 0.99',
        measurements: [0.9992, 0.9997, 0.9994, 0.9999, 0.9994].map((value, index) => ({
          at: `2026-11-21T10:41:${index}0Z`,
          value: `[${value}]`,
          phase: 'passed',
        })),
      },
      {
        name: 'p99-duration-ms',
        phase: 'passed',
        limit: 'result[0] <= 500',
        measurements: [290, 340, 301, 322, 312].map((value, index) => ({
          at: `2026-11-21T10:41:${index}0Z`,
          value: `[${value}]`,
          phase: 'passed',
        })),
      },
    ],
    ...overrides,
  };
}

export function makeRow(overrides: Partial<RolloutRow> = {}): RolloutRow {
  return {
    cluster: 'eks-prod',
    namespace: 'shop',
    kind: 'rollout',
    name: 'checkout',
    entityRef: 'component:default/checkout',
    engine: 'argo',
    strategy: 'blue-green',
    verdict: { state: 'healthy', reasons: [] },
    sentence: 'v1.8.1 (5b6f6b) is live with 6 of 6 replicas',
    since: '2026-11-17T14:04:00Z',
    activeRevision: '5b6f6b8c9d',
    activeTag: 'v1.8.1',
    ready: 6,
    desired: 6,
    ...overrides,
  };
}

export function makeWaitingRow(overrides: Partial<RolloutRow> = {}): RolloutRow {
  return makeRow({
    verdict: { state: 'waiting', reasons: [{ text: 'v1.8.2 waits for a person to promote it' }] },
    sentence: 'Preview 7d9f4c (v1.8.2) waits for a person to promote it',
    since: '2026-11-21T10:42:00Z',
    pauseStartedAt: '2026-11-21T10:42:00Z',
    previewRevision: '7d9f4c5b6a',
    previewTag: 'v1.8.2',
    ...overrides,
  });
}

export function makeSource(name: string, overrides: Partial<Source> = {}): Source {
  return {
    id: `cluster:${name}`,
    kind: 'cluster',
    freshness: 'live',
    observedAt: NOW,
    ...overrides,
  };
}
