import type { Revision, Rollout } from '@greenroom/plugin-rollouts-common';

/** A revision with ready pods. */
export function makeRevision(revision: string, overrides: Partial<Revision> = {}): Revision {
  return {
    revision,
    images: [{ container: 'app', name: 'r/shop', tag: revision, digest: `sha256:${revision}` }],
    replicas: { desired: 2, current: 2, ready: 2, available: 2 },
    pods: [],
    roles: [],
    ...overrides,
  };
}

/** A blue-green rollout whose preview waits for a person. */
export function makeRollout(overrides: Partial<Rollout> = {}): Rollout {
  return {
    cluster: 'eks-prod',
    namespace: 'store',
    kind: 'rollout',
    name: 'shop',
    uid: 'uid-shop',
    engine: 'argo',
    strategy: 'blue-green',
    verdict: { state: 'waiting', reasons: [] },
    sentence: 'Preview bbb waits for somebody to promote it',
    desired: 2,
    lockInstalled: false,
    promotion: 'by-person',
    active: makeRevision('aaa', { roles: ['active', 'stable'] }),
    preview: makeRevision('bbb', { roles: ['preview'] }),
    stable: makeRevision('aaa', { roles: ['active', 'stable'] }),
    revisions: [],
    services: [],
    analysis: [],
    pause: { reason: 'BlueGreenPause', startedAt: '2026-11-21T10:00:00Z', byHand: false },
    aborted: false,
    acts: {},
    ...overrides,
  };
}
