import { DatabaseLedger, ledgerTables } from '@greenroom/plugin-portal-node';
import { eachDatabase } from '@greenroom/plugin-portal-node/testUtils';
import migration from '../../migrations/20261121000001_promotions';
import { propertyRuns } from '../__testUtils__/propertyRuns';
import { Boundaries } from './__testUtils__/Boundaries';
import { vera, viktor } from './__testUtils__/oneReplica';
import { Replica } from './__testUtils__/Replica';
import { VirtualTime } from './__testUtils__/VirtualTime';
import { World } from './__testUtils__/World';
import { DatabasePromotionStore } from './DatabasePromotionStore';

/** More than there are from the last vote to the outcome. */
const MOST = 60;
/** A deep run takes every boundary. */
const STRIDE = propertyRuns().seed === undefined ? 1 : 15;

/** The same object, telling how many of its calls go on. */
function counted<T extends object>(object: T, count: (by: number) => void): T {
  return new Proxy(object, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      return typeof value !== 'function'
        ? value
        : async (...args: unknown[]) => {
            count(1);
            try {
              return await Reflect.apply(value, target, args);
            } finally {
              count(-1);
            }
          };
    },
  });
}

eachDatabase((_engine, open) => {
  const setup = async () => {
    const knex = await open();
    await ledgerTables.up(knex, 'rollouts');
    await migration.up(knex);
    const time = new VirtualTime();
    let busy = 0;
    time.isBusy = () => busy > 0;
    const storeOn = (client: typeof knex) => {
      const ledger = new DatabaseLedger({ database: client, chain: 'rollouts' });
      const store = new DatabasePromotionStore(client, ledger, () => String(time.database()));
      return counted(store, by => void (busy += by));
    };
    const ledger = new DatabaseLedger({ database: knex, chain: 'rollouts' });
    return { time, ledger, store: storeOn(knex), second: storeOn(await open(knex)) };
  };

  const begin = async (all: Awaited<ReturnType<typeof setup>>, uid: string) => {
    const { time, store, second } = all;
    const boundaries = new Boundaries();
    boundaries.open = true;
    const world = new World(time);
    world.uid = uid;
    world.push('r2');
    world.reconcile();
    const replicas = [store, second].map(one => new Replica({ world, time, store: one, boundaries }));
    const [first] = replicas;
    await first?.promotions.start();
    await time.advance(2_000);
    const read = async () => (await store.list({ uid, limit: 1 }))[0]?.request;
    return { world, replicas, first, read };
  };

  it('killed at any boundary, another goes on: one write, one outcome, and the ledger holds', async () => {
    const all = await setup();
    const { time, ledger } = all;
    let died = 0;
    for (let at = 1; at <= MOST; at += STRIDE) {
      const { world, first, replicas, read } = await begin(all, `uid-${at}`);
      const made = await read();
      const id = made?.id ?? '';
      const vote = { vote: 'approve' as const, reason: '', seen: made?.etag ?? '' };
      await first?.promotions.vote(vera, id, vote);
      if (first) {
        first.life.left = at;
      }
      void first?.promotions.vote(viktor, id, vote).catch(() => undefined);
      await time.advance(4_000);
      world.reconcile();
      await time.advance(4_000);
      died += first?.life.isDead ? 1 : 0;
      const isOver = !first?.life.isDead;
      first?.die();
      await replicas[1]?.promotions.start();
      replicas[1]?.sync();
      await time.advance(24_000);
      world.reconcile();
      replicas[1]?.sync();
      await time.advance(7_000);
      const end = await read();
      // Dead before the vote was kept, there is nothing to go on with.
      const isVoted = end?.votes.length === 2;
      expect([at, end?.state, world.accepted.length]).toEqual(
        isVoted ? [at, 'promoted', 1] : [at, 'waiting', 0],
      );
      replicas[1]?.die();
      if (isOver) {
        break;
      }
    }
    expect(died).toBeGreaterThan(20 / STRIDE);
    expect(died).toBeLessThan(MOST);
    expect(await ledger.verify()).toMatchObject({ valid: true });
  }, 120_000);

  it('two replicas, two voters at one instant, replays: one outcome', async () => {
    const all = await setup();
    for (let round = 0; round < 2; round += 1) {
      const { world, replicas, read } = await begin(all, `uid-${round}`);
      await replicas[1]?.promotions.start();
      const made = await read();
      const vote = { vote: 'approve' as const, reason: '', seen: made?.etag ?? '' };
      const votes = [vera, viktor, vera, viktor].map((who, index) =>
        replicas[index % 2]?.promotions.vote(who, made?.id ?? '', vote),
      );
      await all.time.advance(1_000);
      await Promise.all(votes);
      await all.time.advance(3_000);
      world.reconcile();
      await all.time.advance(10_000);
      expect(await read()).toMatchObject({ state: 'promoted', votes: [{}, {}] });
      expect(world.accepted).toHaveLength(1);
      replicas.forEach(replica => replica.die());
    }
    expect(await all.ledger.verify()).toMatchObject({ valid: true });
  }, 30_000);
});
