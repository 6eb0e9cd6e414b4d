import fc from 'fast-check';
import { propertyRuns } from '@greenroom/plugin-portal-common/testUtils';
import { startSandboxClusters, WatchedServices } from './__testUtils__/sandboxClusters';
import { eventually, fastTuning } from './__testUtils__/watching';

/** Half of what a schedule does is writing: faults are only interesting while the world changes. */
const name = fc.integer({ min: 0, max: 5 }).map(n => `s${n}`);
const put = fc.record({ act: fc.constant('put' as const), name, value: fc.nat({ max: 9 }) });
const remove = fc.record({ act: fc.constant('remove' as const), name });
const wait = fc.record({ act: fc.constant('wait' as const), milliseconds: fc.integer({ min: 1, max: 200 }) });
/** Without `forbidden`: a restore may lose the write that gave the right back, and then it stays lost. */
const fault = fc.record({
  act: fc.constant('fault' as const),
  fault: fc.constantFrom(
    'watch-cut' as const,
    'watch-half-open' as const,
    'watch-gone' as const,
    'kill' as const,
    'stop' as const,
    'restore' as const,
    'too-many-requests' as const,
    'unauthorized' as const,
    'truncate' as const,
    'hang' as const,
  ),
  seconds: fc.constantFrom(0.05, 0.2, 0.6),
  writes: fc.nat({ max: 8 }),
  newCluster: fc.boolean(),
});
const schedule = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: put },
    { weight: 1, arbitrary: remove },
    { weight: 2, arbitrary: wait },
    fault,
  ),
  { minLength: 3, maxLength: 16 },
);

async function play(
  watched: WatchedServices,
  steps: typeof schedule extends fc.Arbitrary<infer T> ? T : never,
) {
  for (const step of steps) {
    if (step.act === 'put') {
      watched.put(step.name, step.value);
    } else if (step.act === 'remove') {
      watched.remove(step.name);
    } else if (step.act === 'wait') {
      await new Promise(resolve => setTimeout(resolve, step.milliseconds));
    } else {
      if (['kill', 'stop', 'restore'].includes(step.fault)) {
        // A process that is down can not go down again.
        watched.outside.faults.clear();
      }
      watched.outside.faults.inject(step);
    }
  }
  watched.outside.faults.clear();
  await watched.untilBack();
}

describe('whatever is written and whatever breaks', () => {
  // Schedules mostly wait: several are played at once, each on a cluster that goes on from where the last left it.
  const lanes = 6;
  let clusters: Awaited<ReturnType<typeof startSandboxClusters>>;
  const watched: WatchedServices[] = [];

  beforeAll(async () => {
    const names = Array.from({ length: lanes }, (_, lane) => `lane-${lane}`);
    clusters = await startSandboxClusters(names);
    watched.push(...names.map(lane => new WatchedServices(clusters.cluster(lane), fastTuning)));
  }, 20_000);
  afterAll(async () => {
    await Promise.all(watched.map(({ cluster }) => cluster.stop()));
    await clusters.stop();
  });

  it('in the end the rows are the store’s, and what was told adds up to them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.tuple(...Array.from({ length: lanes }, () => schedule)), async schedules => {
        await Promise.all(
          watched.map(async (one, lane) => {
            await play(one, schedules[lane] ?? []);
            await eventually(() => {
              expect(one.collection.state).toEqual(expect.objectContaining({ freshness: 'live' }));
              expect(one.held()).toEqual(one.stored());
            });
            expect(one.replay.wrong).toEqual([]);
            expect(one.replay.rows).toEqual(one.collection.rows());
          }),
        );
      }),
      { ...propertyRuns(5), endOnFailure: true },
    );
  }, 1_200_000);
});
