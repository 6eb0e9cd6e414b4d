import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { FakeCluster, fakeClusters } from '../__testUtils__/FakeCluster';
import { recorded, rolloutRowOf } from '../__testUtils__/objects';
import { populate } from '../__testUtils__/populate';
import { RolloutsService } from '../RolloutsService';
import { readPromotionsConfig } from './config';
import type { KnownNarrowing } from './Narrowings';
import { startPolicies } from './startPolicies';

const KEY = 'eks-prod/default/rollout/bg';

it('knows what narrowed before it began, and follows until it is stopped', async () => {
  const cluster = new FakeCluster('eks-prod');
  populate(cluster, rolloutRowOf(recorded('bg-03-paused', { metadata: { name: 'bg' } })));
  const rollouts = new RolloutsService({
    clusters: fakeClusters(cluster),
    entities: { of: () => ({ entityRefs: [], readers: [] }), onChange: () => () => undefined },
    soon: task => task(),
  });
  const rows: KnownNarrowing[] = [{ rollout: KEY, name: 'greenroom.dev/votes', value: '3' }];
  const saved: KnownNarrowing[] = [];
  const slept: number[] = [];
  const stop = new AbortController();
  const policies = [{ name: 'p', requesters: ['*'], voters: ['*'] }];
  const { policies: started } = await startPolicies({
    config: readPromotionsConfig(new ConfigReader({ greenroom: { promotions: { policies } } })),
    rollouts,
    store: {
      all: async () => rows,
      put: async narrowing => void saved.push(narrowing),
      forget: async () => undefined,
    },
    now: () => 1_000,
    logger: mockServices.logger.mock(),
    sleep: async (milliseconds, signal) => {
      slept.push(milliseconds);
      await new Promise(resolve => signal.addEventListener('abort', resolve));
    },
    signal: stop.signal,
  });
  const entry = rollouts.entries().get(KEY);
  expect(entry && started.of(entry)?.votes).toBe(3);
  expect(saved).toEqual([{ ...rows[0], goneAt: 1_000 }]);
  stop.abort();
  expect(slept).toEqual([10_000]);
});
