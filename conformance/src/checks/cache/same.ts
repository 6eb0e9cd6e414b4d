import { expect } from 'expect';
import { rolloutsKind, WorldChangedError } from '@greenroom/cluster-access';
import type { Check } from '../../Check';
import { eventually } from '../../eventually';
import { LiveRollout } from '../../rollouts/LiveRollout';
import { expectSame } from './held';
import { writeAtRandom } from './writes';

/** The cache is what the server has, and writes through it are as guarded as they say. */
export const same: readonly Check[] = [
  {
    id: 'cache/random-writes',
    title: 'after many writes at random every row is what the server has',
    async run(context) {
      const { api, namespace, portal, cluster } = context;
      const writes = [1, 2, 3].map(seed => writeAtRandom(api, namespace, { seed, writes: 60 }));
      await Promise.all(writes);
      const counts = await expectSame(portal.clusters.get(cluster), api, namespace);
      expect(counts.services).toBeGreaterThan(0);
    },
  },
  {
    id: 'cache/rollout',
    title: 'the same while a rollout goes through its life, of every kind the portal follows',
    async run(context) {
      const { api, namespace, portal, cluster } = context;
      const live = portal.clusters.get(cluster);
      const rollout = await LiveRollout.deploy(context);
      await rollout.pushToPause('3.9');
      const counts = await expectSame(live, api, namespace);
      expect(counts).toMatchObject({ rollouts: 1, replicasets: 2, pods: 4, services: 2 });
      expect(counts.events).toBeGreaterThan(10);
      await rollout.promote();
      await eventually(() => expectSame(live, api, namespace), 30_000);
    },
  },
  {
    id: 'cache/live',
    title: 'the cluster is live, and its report names version, address and parts',
    async run({ api, portal, cluster }) {
      const live = portal.clusters.get(cluster);
      await eventually(() => {
        const report = live.report();
        expect(report).toMatchObject({
          name: cluster,
          kind: 'cluster',
          freshness: 'live',
          address: api.access.url,
          version: expect.stringMatching(/^v1\.\d+/),
          missingPermissions: [],
        });
        const rollouts = { name: 'rollouts.argoproj.io', freshness: 'live' };
        expect(report.parts).toContainEqual(expect.objectContaining(rollouts));
      });
    },
  },
  {
    id: 'cache/guarded-patch',
    title: 'a guarded write is done when all holds, and says what changed when it does not',
    async run(context) {
      const live = context.portal.clusters.get(context.cluster);
      const rollout = await LiveRollout.deploy(context);
      await rollout.pushToPause('3.9');
      const paused = await rollout.quiet();
      const ref = { type: rolloutsKind.type, namespace: context.namespace, name: 'shop' };
      const test = (path: string, value: string | number) => ({ op: 'test' as const, path, value });
      const patch = (hash: string) => ({
        ref,
        subresource: 'status' as const,
        requestId: 'conformance-1',
        preconditions: [test('/metadata/uid', paused.metadata.uid), test('/status/currentPodHash', hash)],
        change: [{ op: 'remove' as const, path: '/status/pauseConditions' }],
      });
      const stale: unknown = await live.guardedPatch(patch('5f5f5f5f5f')).catch(error => error);
      expect(stale).toMatchObject({
        name: 'ConflictError',
        message: expect.stringMatching(/currentPodHash/),
        cause: expect.any(WorldChangedError),
      });
      const hash = paused.status.currentPodHash ?? '';
      await live.guardedPatch({ ...patch(hash), dryRun: true });
      expect((await rollout.get()).status.pauseConditions).toHaveLength(1);
      expect(await live.guardedPatch(patch(hash))).toMatchObject({ kind: 'Rollout' });
      await rollout.until(({ status }) => status.phase === 'Healthy' && status.stableRS === hash);
    },
  },
];
