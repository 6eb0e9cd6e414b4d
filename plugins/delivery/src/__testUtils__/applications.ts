import type { Source } from '@greenroom/plugin-portal-common';
import type { Application, ChangeRequest, HistoryEntry } from '@greenroom/plugin-delivery-common';

/** When the tests of pages are. */
export const NOW = '2026-11-21T10:42:00.000Z';

export const [FIRST, SECOND, THIRD] = ['a'.repeat(40), 'b'.repeat(40), 'c'.repeat(40)] as const;

export function makeSource(name: string, changes: Partial<Source> = {}): Source {
  return { id: `cluster:${name}`, kind: 'cluster', freshness: 'live', observedAt: NOW, ...changes };
}

export function makeEntry(id: number, sha: string, changes: Partial<HistoryEntry> = {}): HistoryEntry {
  const url = `https://git.example/shop/deploy/commit/${sha}`;
  return {
    id,
    commit: { sha, url },
    path: 'overlays/prod',
    deployedAt: '2026-11-21T10:00:00Z',
    automated: true,
    ...changes,
  };
}

/** In sync, kept so by Argo CD itself, with one earlier deployment. */
export function makeApplication(changes: Partial<Application> = {}): Application {
  const history = [makeEntry(1, SECOND), makeEntry(0, FIRST, { automated: false, by: 'user:default/ada' })];
  return {
    cluster: 'eks-prod',
    namespace: 'argocd',
    name: 'checkout',
    uid: 'uid-1',
    place: 'eks-prod/storefront',
    project: 'default',
    destination: { here: true, namespace: 'storefront' },
    source: {
      repository: 'git.example/shop/deploy',
      url: 'https://git.example/shop/deploy/src/branch/main/overlays/prod',
      path: 'overlays/prod',
      branch: 'main',
    },
    sourceCount: 1,
    automated: true,
    selfHeal: true,
    prune: true,
    imageUpdater: false,
    imagesHeld: false,
    deleting: false,
    desired: { sha: SECOND, url: `https://git.example/shop/deploy/commit/${SECOND}` },
    live: history[0],
    sync: { state: 'synced', why: [], differs: [], differing: 0 },
    health: { state: 'healthy' },
    history,
    images: ['checkout:1'],
    verdict: { state: 'healthy', reasons: [{ text: 'In sync: bbbbbbbb is live' }] },
    sentence: 'In sync: bbbbbbbb is live',
    comparedAt: '2026-11-21T10:41:00Z',
    ...changes,
  };
}

/** Synced by hand, and behind git. */
export function makeBehind(changes: Partial<Application> = {}): Application {
  return makeApplication({
    automated: false,
    selfHeal: false,
    desired: { sha: THIRD },
    sync: {
      state: 'out-of-sync',
      why: ['git is at cccccccc, deployed is bbbbbbbb', 'Rollout checkout is not as git has it'],
      differs: [
        { kind: 'Rollout', name: 'checkout', prune: false },
        { kind: 'ConfigMap', name: 'old', prune: true },
      ],
      differing: 2,
    },
    verdict: { state: 'waiting', reasons: [{ text: 'Waits to be synced to cccccccc' }] },
    sentence: 'Waits to be synced to cccccccc',
    ...changes,
  });
}

export function makeChange(changes: Partial<ChangeRequest> = {}): ChangeRequest {
  return {
    id: 'change-1',
    kind: 'revert',
    application: { cluster: 'eks-prod', namespace: 'argocd', name: 'checkout' },
    place: 'eks-prod/storefront',
    repository: 'git.example/shop/deploy',
    path: 'overlays/prod',
    branch: 'greenroom/revert',
    into: 'main',
    toRevision: { sha: FIRST },
    reason: 'too slow',
    by: 'user:default/ada',
    at: '2026-11-21T10:30:00Z',
    state: 'open',
    text: 'Pull request 7 waits for somebody to merge it.',
    number: 7,
    url: 'https://git.example/shop/deploy/pulls/7',
    seen: { opening: '2026-11-21T10:30:00Z', open: '2026-11-21T10:30:01Z' },
    ...changes,
  };
}
