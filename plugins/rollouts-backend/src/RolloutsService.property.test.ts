import { podsKind, replicaSetsKind, rolloutsKind, servicesKind } from '@greenroom/cluster-access';
import fc from 'fast-check';
import { propertyRuns } from '@greenroom/plugin-portal-common/testUtils';
import { FakeCluster, fakeClusters } from '@greenroom/cluster-access/testUtils';
import type { Claims } from '@greenroom/plugin-portal-node';
import {
  everyReplicaSet,
  podRows,
  replicaSetRows,
  rolloutRows,
  runRows,
  serviceRows,
} from './__testUtils__/arbitraries';
import { SkewClock } from './__testUtils__/SkewClock';
import { analysisRunsKind } from './argo/analysisRunsKind';
import { SKEW_MS } from './cluster/Skew';
import { RolloutsService } from './RolloutsService';
import { EntriesHandle } from './topics/EntriesHandle';

const entities = { of: (): Claims => ({ entityRefs: [], readers: [] }), onChange: () => () => undefined };

type Step = (cluster: FakeCluster) => void;

const kinds = [rolloutsKind, replicaSetsKind, podsKind, servicesKind, analysisRunsKind];

const puts: fc.Arbitrary<Step> = fc.oneof(
  rolloutRows.map(row => (cluster: FakeCluster) => cluster.watch(rolloutsKind).put(row)),
  replicaSetRows.map(row => (cluster: FakeCluster) => cluster.watch(replicaSetsKind).put(row)),
  podRows.map(row => (cluster: FakeCluster) => cluster.watch(podsKind).put(row)),
  serviceRows.map(row => (cluster: FakeCluster) => cluster.watch(servicesKind).put(row)),
  runRows.map(row => (cluster: FakeCluster) => cluster.watch(analysisRunsKind).put(row)),
);

/** One row of any kind goes. */
const removals: fc.Arbitrary<Step> = fc
  .record({ kind: fc.constantFrom(...kinds), at: fc.nat({ max: 5 }) })
  .map(({ kind, at }) => (cluster: FakeCluster) => {
    const collection = cluster.watch<{ uid: string; name: string }>(kind);
    collection.remove(...[...collection.rows().keys()].slice(at, at + 1));
  });

const freshness: fc.Arbitrary<Step> = fc
  .constantFrom('live' as const, 'live' as const, 'stale' as const, 'unreachable' as const)
  .map(state => (cluster: FakeCluster) => cluster.become({ freshness: state }));

const steps = fc.array(
  fc.record({
    cluster: fc.constantFrom('a', 'b'),
    step: fc.oneof({ weight: 8, arbitrary: puts }, { weight: 2, arbitrary: removals }, freshness),
    tick: fc.boolean(),
  }),
  { minLength: 1, maxLength: 40 },
);

/** A service that reads everything at once. It has seen every cluster live once, as the other one. */
function readAnew(clusters: ReturnType<typeof fakeClusters>): RolloutsService {
  const held = clusters.all().map(cluster => [cluster as FakeCluster, cluster.source()] as const);
  held.forEach(([cluster]) => cluster.become({ freshness: 'live' }));
  const anew = new RolloutsService({ clusters, entities, soon: () => undefined, clock: new SkewClock() });
  anew.entries();
  held.forEach(([cluster, source]) => cluster.become(source));
  return anew;
}

it('kept up change by change, it holds what reading everything anew would', () => {
  fc.assert(
    fc.property(steps, sequence => {
      const clusters = fakeClusters(new FakeCluster('a'), new FakeCluster('b'));
      (clusters.get('a') as FakeCluster).watch(replicaSetsKind).put(...everyReplicaSet);
      const tasks: (() => void)[] = [];
      const clock = new SkewClock();
      const service = new RolloutsService({
        clusters,
        entities,
        soon: task => tasks.push(task),
        clock,
      });
      const topic = new EntriesHandle(service, ({ row }) => row);
      const followed = new Map(topic.rows());
      topic.onChange(change => {
        change?.upserts.forEach((row, key) => followed.set(key, row as never));
        change?.removals.forEach(key => followed.delete(key));
      });
      service.entries();
      for (const { cluster, step, tick } of sequence) {
        step(clusters.get(cluster) as FakeCluster);
        if (tick) {
          tasks.splice(0).forEach(task => task());
        }
      }
      tasks.splice(0).forEach(task => task());
      clock.pass(SKEW_MS);
      tasks.splice(0).forEach(task => task());
      const anew = readAnew(clusters);
      expect(new Map(service.entries())).toEqual(new Map(anew.entries()));
      expect(followed).toEqual(new Map([...anew.entries()].map(([key, { row }]) => [key, row])));
    }),
    propertyRuns(150),
  );
});
