import { DatabaseLedger, ledgerTables } from '@greenroom/plugin-portal-node';
import { eachDatabase } from '@greenroom/plugin-portal-node/testUtils';
import { propertyRuns } from '@greenroom/plugin-portal-common/testUtils';
import migration from '../../migrations/20261121000001_promotions';
import sinceMigration from '../../migrations/20261121000004_live_since';
import { Boundaries } from './__testUtils__/Boundaries';
import { counted } from './__testUtils__/counted';
import { vera, viktor } from './__testUtils__/oneReplica';
import { Replica } from './__testUtils__/Replica';
import { VirtualTime } from './__testUtils__/VirtualTime';
import { World } from './__testUtils__/World';
import { DatabasePromotionStore } from './DatabasePromotionStore';

/** More than there are from the last vote to the outcome. */
const MOST = 150;
/** A deep run takes every boundary. */
const STRIDE = propertyRuns().seed === undefined ? 1 : 15;

eachDatabase((_engine, open) => {
  const setup = async () => {
    const knex = await open();
    await ledgerTables.up(knex, 'rollouts');
    await migration.up(knex);
    await sinceMigration.up(knex);
    const time = new VirtualTime();
    const storeOn = (client: typeof knex) => {
      const ledger = new DatabaseLedger({ database: client, chain: 'rollouts' });
      return counted(new DatabasePromotionStore(client, ledger, () => String(time.database())), time);
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
    const goOn = async (seconds: number) => {
      for (let passed = 0; passed < seconds; passed += 1) {
        await time.advance(1_000);
        world.reconcile();
        replicas.forEach(replica => replica.sync());
      }
    };
    return { world, replicas, first, read, goOn };
  };

  const kill = async (ignores: boolean) => {
    const all = await setup();
    const { ledger } = all;
    let died = 0;
    for (let at = 1; at <= MOST; at += STRIDE) {
      const { world, first, replicas, read, goOn } = await begin(all, `uid-${at}`);
      const made = await read();
      world.ignores = ignores;
      const id = made?.id ?? '';
      const vote = { vote: 'approve' as const, reason: '', seen: made?.etag ?? '' };
      await first?.promotions.vote(vera, id, vote);
      if (first) {
        first.life.left = at;
      }
      void first?.promotions.vote(viktor, id, vote).catch(() => undefined);
      await goOn(8);
      died += first?.life.isDead ? 1 : 0;
      const isOver = !first?.life.isDead;
      first?.die();
      await replicas[1]?.promotions.start();
      replicas[1]?.sync();
      await goOn(31);
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
    expect(died).toBeLessThan(MOST);
    return { died, check: await ledger.verify() };
  };

  it('killed at any boundary, another goes on: one write, one outcome, and the ledger holds', async () => {
    const { died, check } = await kill(false);
    expect(died).toBeGreaterThan(20 / STRIDE);
    expect(check).toMatchObject({ valid: true });
  }, 300_000);

  it('killed at any boundary before a controller that misses what is written: the other nudges it', async () => {
    const { died, check } = await kill(true);
    expect(died).toBeGreaterThan(20 / STRIDE);
    expect(check).toMatchObject({ valid: true });
  }, 300_000);

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
