import { deploymentsKind, podsKind } from '@greenroom/cluster-access';
import { FakeCluster, fakeClusters } from '@greenroom/cluster-access/testUtils';
import { KubernetesClaims } from '@greenroom/plugin-portal-node';
import { makeEntity } from '@greenroom/plugin-portal-node/testUtils';
import type { HealthClock } from './clock';
import { ManualClock } from './__testUtils__/ManualClock';
import { addNodes, crashing, deploy, makePod } from './__testUtils__/objects';
import { type HealthChange, HealthService } from './HealthService';

const MINUTE = 60_000;
const PODS = 400;
const shop = {
  namespace: 'store',
  name: 'shop',
  pods: PODS,
  labels: { 'backstage.io/kubernetes-id': 'shop' },
};
const SHOP = 'component:default/shop';

/** Each look at the time takes a millisecond: what is done between two looks is what a slice is made of. */
class BusyClock extends ManualClock implements HealthClock {
  #steady = 0;
  readonly turns: number[] = [];

  override steady = () => (this.#steady += 1);

  override after = (_ms: number, run: () => void) => {
    this.waiting.push(() => {
      const begun = this.#steady;
      run();
      this.turns.push(this.#steady - begun);
    });
  };
}

function stage() {
  const cluster = new FakeCluster('eks-prod');
  const clock = new BusyClock();
  const entities = new KubernetesClaims();
  entities.replace([makeEntity('shop', { 'kubernetes-id': 'shop' }, 'storefront')]);
  addNodes(cluster, 'one', 'two');
  deploy(cluster, shop);
  const health = new HealthService({ clusters: fakeClusters(cluster), entities, kept: new Set(), clock });
  const changes: HealthChange[] = [];
  health.onChange(change => changes.push(change));
  return { cluster, clock, health, changes, one: health.cluster('eks-prod') };
}

describe('a cluster that is looked at for the first time', () => {
  it('is read a little at a time', () => {
    const { clock, health, one } = stage();
    health.look();
    clock.settle();
    expect(one.summary()?.pods.ready).toBe(PODS);
    expect(clock.turns.length).toBeGreaterThan(PODS / 10);
    // Ten, and what each step of the end does at least.
    expect(Math.max(...clock.turns)).toBeLessThan(20);
  });

  it('is said to be read until all of it is, and no part of it is told as the whole', () => {
    const { clock, health, one, changes } = stage();
    health.look();
    health.services('eks-prod');
    const reasons = new Set<string | undefined>();
    const seen = new Set<string>();
    while (clock.waiting.length > 0) {
      clock.turn();
      const { freshness, reason } = one.source();
      const { verdict, pods } = one.summary() ?? {};
      const counted = Object.values(pods ?? {}).reduce((sum, count) => sum + count, 0);
      const services = health.servicesOf('eks-prod', SHOP).length;
      const known = verdict?.state === 'unknown' ? 'unknown' : 'known';
      seen.add(`${freshness}: ${known}, ${counted} pods, ${services} services`);
      reasons.add(reason);
    }
    expect([...seen]).toEqual([
      'connecting: unknown, 0 pods, 0 services',
      `connecting: unknown, ${PODS} pods, 0 services`,
      `live: known, ${PODS} pods, 1 services`,
    ]);
    expect(reasons).toContain('25 kinds of objects are being read');
    const workloads = changes.flatMap(({ rows }) => [...rows].filter(([key]) => key.includes('/workload/')));
    expect(workloads.map(([, row]) => row)).toEqual([
      expect.objectContaining({ pods: expect.objectContaining({ ready: PODS }) }),
    ]);
  });

  it('a change is then read alone', () => {
    const { cluster, clock, health, one } = stage();
    health.look();
    clock.settle();
    clock.turns.length = 0;
    cluster.watch(podsKind).put(makePod(shop, 7, crashing()));
    clock.settle();
    expect(one.summary()?.pods).toMatchObject({ ready: PODS - 1, failing: 1 });
    expect(clock.turns.reduce((sum, turn) => sum + turn, 0)).toBeLessThan(60);
  });
});

describe('a cluster that nobody has looked at for ten minutes', () => {
  it('lets go of all but what is always followed, and forgets what was read of it', () => {
    const { cluster, clock, health, one } = stage();
    health.look();
    health.services('eks-prod');
    clock.settle();
    expect(cluster.holders(deploymentsKind)).toBe(1);
    clock.pass(9 * MINUTE);
    expect(cluster.holders(deploymentsKind)).toBe(1);
    clock.pass(2 * MINUTE);
    expect(cluster.holders(deploymentsKind)).toBe(0);
    expect(cluster.holders(podsKind)).toBe(1);
    expect([...one.rows().keys()].map(key => key.split('/')[2])).toEqual(
      expect.not.arrayContaining(['workload']),
    );
    expect(one.services().size).toBe(0);
    expect(one.source().freshness).toBe('live');
    expect(one.summary()?.pods.ready).toBe(PODS);
  });

  it('is read anew when somebody looks again, and says so until it is', () => {
    const { cluster, clock, health, one, changes } = stage();
    health.look();
    clock.settle();
    clock.pass(11 * MINUTE);
    changes.length = 0;
    health.look();
    expect(one.source()).toMatchObject({ freshness: 'connecting' });
    expect(one.summary()).toMatchObject({ verdict: { state: 'unknown' }, pods: { ready: PODS } });
    expect(changes).toMatchObject([{ cluster: 'eks-prod', sourceChanged: true }]);
    clock.settle();
    expect(cluster.holders(deploymentsKind)).toBe(1);
    expect(one.source().freshness).toBe('live');
    expect(health.servicesOf('eks-prod', SHOP)).toHaveLength(1);
  });

  it('is not let go while a page is open', () => {
    const { cluster, clock, health } = stage();
    const stop = health.keepLooking();
    clock.settle();
    clock.pass(30 * MINUTE);
    expect(cluster.holders(deploymentsKind)).toBe(1);
    stop();
    clock.pass(9 * MINUTE);
    expect(cluster.holders(deploymentsKind)).toBe(1);
    clock.pass(2 * MINUTE);
    expect(cluster.holders(deploymentsKind)).toBe(0);
  });
});
