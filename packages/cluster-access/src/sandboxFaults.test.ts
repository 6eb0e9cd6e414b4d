import { isDeepStrictEqual } from 'node:util';
import { startSandboxClusters, WatchedServices } from './__testUtils__/sandboxClusters';
import { eventually } from './__testUtils__/watching';
import { tuning } from './tuning';
import type { SandboxCluster } from '@greenroom/sandbox';

type Fault = Parameters<SandboxCluster['faults']['inject']>[0];

/** What the state has to say while the fault lasts; absent where the rows are to be right although it lasts, or it is over at once. */
const faults: [Fault, RegExp?][] = [
  [{ fault: 'watch-cut' }],
  [{ fault: 'watch-half-open' }, /did not answer within 2 s|brings nothing/],
  [{ fault: 'watch-half-open', seconds: 0.05 }],
  [{ fault: 'watch-gone' }],
  [{ fault: 'kill' }, /connection refused by|was closed before/],
  [{ fault: 'stop' }, /connection refused by|was closed before/],
  [{ fault: 'restore', writes: 6 }],
  [{ fault: 'restore', writes: 6, newCluster: true }],
  [{ fault: 'too-many-requests' }, /asks to be left alone for a moment \(429\)/],
  [{ fault: 'unauthorized' }, /the token was refused \(401\)/],
  [{ fault: 'forbidden' }, /not permitted: cannot (list|watch) services in any namespace/],
  [{ fault: 'truncate' }],
  [{ fault: 'hang' }, /did not answer within 2 s/],
  [{ fault: 'slow', milliseconds: 5_000 }, /did not answer within 2 s/],
];
const label = ([fault]: (typeof faults)[number]) => Object.values(fault).join(' ');
const expectRight = (watched: WatchedServices) => {
  expect(watched.collection.state.freshness).toBe('live');
  expect(watched.held()).toEqual(watched.stored());
};
const nameOf = (index: number) => `cluster-${index}`;

/** What is said of a cluster whose every answer is late, from when it is first live on. */
async function beLate(watched: WatchedServices, milliseconds: number): Promise<string[]> {
  const { outside, cluster, collection } = watched;
  outside.faults.inject({ fault: 'slow', milliseconds });
  await eventually(() => expectRight(watched));
  const said: string[] = [];
  cluster.onSource(() => said.push(JSON.stringify([cluster.source(), collection.state])));
  await new Promise(resolve => setTimeout(resolve, 3 * tuning.watchSeconds * 1000));
  return said;
}

/** Each on a cluster of its own, all at the same time. */
async function suffer(watched: WatchedServices, [fault, says]: (typeof faults)[number]): Promise<void> {
  const { outside, collection } = watched;
  for (let i = 0; i < 10; i++) {
    watched.put(`s${i}`, i);
  }
  await eventually(() => expectRight(watched));
  outside.faults.inject(fault);
  watched.put('s1', 11);
  watched.put('new', 12);
  watched.remove('s2');
  await eventually(() => {
    const { freshness, reason } = collection.state;
    const isRight = isDeepStrictEqual(watched.held(), watched.stored());
    const claim = isRight ? 'right' : 'wrong and told as live';
    expect(freshness === 'live' ? claim : reason).toMatch(says ?? /^(?!wrong)/);
  });
  outside.faults.clear();
  await watched.untilBack();
  watched.put('s3', 13);
  await eventually(() => expectRight(watched));
}

describe('within five seconds of each of the sandbox’s faults', () => {
  let clusters: Awaited<ReturnType<typeof startSandboxClusters>>;
  const watched: WatchedServices[] = [];
  const runs: Promise<void>[] = [];
  let slowest = 0;
  let ofTheLate: string[] | undefined;

  beforeAll(async () => {
    clusters = await startSandboxClusters(['calm', 'late', ...faults.map((_, index) => nameOf(index))]);
    const calm = new WatchedServices(clusters.cluster('calm'), tuning);
    calm.put('s', 0);
    await eventually(() => expectRight(calm));
    calm.collection.subscribe(changes => {
      const sent = Number(changes[0]?.row?.selector.value);
      slowest = Math.max(slowest, performance.now() - sent);
    });
    watched.push(calm);
    faults.forEach((fault, index) => {
      const one = new WatchedServices(clusters.cluster(nameOf(index)), tuning);
      watched.push(one);
      runs.push(suffer(one, fault));
    });
    const late = new WatchedServices(clusters.cluster('late'), tuning);
    watched.push(late);
    const all = Promise.allSettled([...runs, beLate(late, 1_200).then(said => (ofTheLate = said))]);
    for (let i = 0; i < 60; i++) {
      calm.put('s', performance.now());
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    await all;
  }, 40_000);
  afterAll(async () => {
    await Promise.all(watched.map(({ cluster }) => cluster.stop()));
    await clusters.stop();
  });

  it.each(faults.map((fault, index) => [label(fault), index] as const))(
    '%s: the rows are right or the state says why not',
    async (_, index) => {
      await runs[index];
      expect(watched[index + 1]?.replay.wrong).toEqual([]);
      expect(watched[index + 1]?.replay.rows).toEqual(watched[index + 1]?.collection.rows());
    },
  );

  it('a cluster whose every answer is late is not taken for one that is silent', () => {
    expect(ofTheLate).toEqual([]);
  });

  it('another cluster is not slower for it', () => {
    expect(slowest).toBeGreaterThan(0);
    expect(slowest).toBeLessThan(500);
  });
});
