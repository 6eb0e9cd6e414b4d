import { FakeCluster } from './__testUtils__/FakeCluster';
import { sourceOfParts } from './sourceOfParts';
import type { CollectionState } from './types';

const since = '2026-11-21T10:00:00.000Z';
const at = '2026-11-21T10:05:00.000Z';

const part = (name: string, freshness: CollectionState['freshness'], reason?: string) => ({
  name,
  state: { freshness, since: at, ...(reason !== undefined && { reason }) },
});

describe('a cluster as the source of what is read from some of its resources', () => {
  const live = { id: 'cluster:eks-prod', kind: 'cluster', freshness: 'live', observedAt: since, since };

  it.each([
    ['nothing is read', [], live],
    ['all are live', [part('pods', 'live')], live],
    ['a resource is not installed there', [part('rollouts', 'not-installed')], live],
    [
      'one may not be read',
      [part('pods', 'stale'), part('rollouts', 'denied', 'not permitted: cannot watch rollouts')],
      {
        ...live,
        freshness: 'denied',
        since: at,
        observedAt: undefined,
        reason: 'not permitted: cannot watch rollouts',
      },
    ],
    [
      'one says no reason',
      [part('pods', 'live'), part('Applications', 'stale')],
      {
        ...live,
        freshness: 'stale',
        since: at,
        observedAt: undefined,
        reason: 'Applications of eks-prod are no longer confirmed',
      },
    ],
  ])('%s', (_, parts, expected) => {
    expect(sourceOfParts(new FakeCluster('eks-prod'), parts)).toEqual(expected);
  });

  it('is told as the cluster itself when that does not answer', () => {
    const cluster = new FakeCluster('eks-prod');
    cluster.become({ freshness: 'unreachable', reason: 'connection refused' });
    expect(sourceOfParts(cluster, [part('pods', 'stale')])).toMatchObject({
      freshness: 'unreachable',
      reason: 'connection refused',
    });
  });
});
