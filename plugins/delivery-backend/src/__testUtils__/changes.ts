import type { ChangeRequest } from '@greenroom/plugin-delivery-common';
import { FIRST } from './applications';

/** A pull request that waits to be merged. */
export function makeChange(overrides: Partial<ChangeRequest> = {}): ChangeRequest {
  return {
    id: 'change-1',
    kind: 'revert',
    application: { cluster: 'eks-prod', namespace: 'argocd', name: 'a' },
    place: 'eks-prod/argoapps',
    repository: 'git.example.test/shop/app',
    path: 'a',
    branch: 'greenroom/revert-a',
    into: 'main',
    toRevision: { sha: FIRST },
    reason: 'because',
    by: 'user:default/ada',
    at: '2026-11-20T22:43:15.500Z',
    state: 'open',
    text: 'It waits.',
    number: 1,
    seen: { opening: '2026-11-20T22:43:15.500Z' },
    ...overrides,
  };
}
