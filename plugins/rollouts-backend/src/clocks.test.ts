import { DatabaseLedger, ledgerTables, steadyClock } from '@greenroom/plugin-portal-node';
import type { Policy } from '@greenroom/plugin-rollouts-common';
import { mockServices } from '@backstage/backend-test-utils';
import { eachDatabase, putClockAhead, trueNow } from '@greenroom/plugin-portal-node/testUtils';
import promotionsMigration from '../migrations/20261121000001_promotions';
import deedsMigration from '../migrations/20261121000002_deeds';
import sinceMigration from '../migrations/20261121000004_live_since';
import narrowingsMigration from '../migrations/20261121000003_narrowings';
import { DatabaseDeedStore } from './deeds/DatabaseDeedStore';
import { Deeds } from './deeds/Deeds';
import { DatabaseNarrowingStore } from './policy/DatabaseNarrowingStore';
import { HOLDS_MS, Narrowings } from './policy/Narrowings';
import { person, Replica } from './promotions/__testUtils__/Replica';
import { REF, vera, viktor } from './promotions/__testUtils__/oneReplica';
import { ScriptedWriter } from './promotions/__testUtils__/ScriptedWriter';
import { VirtualTime } from './promotions/__testUtils__/VirtualTime';
import { World } from './promotions/__testUtils__/World';
import { DatabasePromotionStore } from './promotions/DatabasePromotionStore';
import { writerClock } from './writes/clock';

const HOUR_MS = 3_600_000;
/** What a test may take between two looks at the clock. */
const NEAR_MS = 30_000;

const pause = (milliseconds: number) =>
  new Promise<void>(resolve => {
    setTimeout(resolve, milliseconds);
  });
/** Whoever sleeps so does not wake: its process says no more that it lives. */
const never = () => new Promise<void>(() => undefined);

/**
 * The database's own clock is right, this process' an hour off, and the cluster's somewhere else (2026): nothing that
 * has a time may be shorter or longer for it.
 */
eachDatabase((_engine, open) => {
  describe.each([
    ['ahead', HOUR_MS],
    ['behind', -HOUR_MS],
  ])('with the clock of the backend an hour %s', (_, ahead) => {
    let restore = () => {};
    beforeEach(() => {
      restore = putClockAhead(ahead);
    });
    afterEach(() => restore());

    const setup = async (policy: Partial<Policy> = {}) => {
      const knex = await open();
      await ledgerTables.up(knex, 'rollouts');
      await promotionsMigration.up(knex);
      await sinceMigration.up(knex);
      await deedsMigration.up(knex);
      await narrowingsMigration.up(knex);
      const ledger = new DatabaseLedger({ database: knex, chain: 'rollouts' });
      const store = new DatabasePromotionStore(knex, ledger);
      const time = new VirtualTime();
      const world = new World(time);
      world.push('r2');
      world.reconcile();
      const replica = () => {
        const writer = new ScriptedWriter();
        const options = { writer, sleep: never, steady: steadyClock };
        const made = new Replica({ world, time, store, policy, options });
        return { performed: writer.performed, promotions: made.promotions, rollouts: made.rollouts };
      };
      const first = replica();
      await first.promotions.start();
      await first.promotions.settled();
      await first.promotions.round();
      const request = async () => {
        const [stored] = await store.list({ limit: 1 });
        if (!stored) {
          throw new ReferenceError('there is no request');
        }
        return stored;
      };
      const approve = async (...voters: (typeof vera)[]) => {
        const { id, etag } = (await request()).request;
        for (const who of voters) {
          await first.promotions.vote(who, id, { vote: 'approve', reason: '', seen: etag });
        }
        return (await request()).request;
      };
      return { knex, ledger, store, world, first, replica, request, approve };
    };

    it('a request lives as long as its policy says', async () => {
      const { knex, replica, request } = await setup({ lifetimeSeconds: 60 });
      const { createdAt, expiresAt } = (await request()).request;
      expect(Math.abs(Date.parse(createdAt) - trueNow())).toBeLessThan(NEAR_MS);
      expect(Date.parse(expiresAt) - Date.parse(createdAt)).toBe(60_000);
      for (const [left, state] of [
        [30_000, 'waiting'],
        [-1, 'expired'],
      ] as const) {
        await knex('promotion_requests').update({ expires_at: trueNow() + left });
        await replica().promotions.round();
        expect((await request()).request.state).toBe(state);
      }
    });

    it('its last vote is good for a minute, and its process believed dead after twenty seconds', async () => {
      const { store, first, replica, request, approve, ledger } = await setup();
      const second = replica();
      expect((await approve(vera, viktor)).state).toBe('executing');
      expect(first.performed).toHaveLength(1);
      const silentFor = async (milliseconds: number) => {
        const { execution, ...held } = await request();
        const heartbeatAt = trueNow() - milliseconds;
        await store.save({ next: { ...held, execution: { ...execution, heartbeatAt } }, lines: [] });
        await second.promotions.round();
        return (await request()).execution.fence;
      };
      const { execution } = await request();
      expect(Math.abs((execution.heartbeatAt ?? 0) - trueNow())).toBeLessThan(NEAR_MS);
      expect(Math.abs((execution.decidedAt ?? 0) - trueNow())).toBeLessThan(NEAR_MS);
      expect(await silentFor(10_000)).toBe(1);
      expect(await silentFor(21_000)).toBe(2);
      const times = (await ledger.lines({ limit: 20 })).map(({ at }) => Math.abs(Date.parse(at) - trueNow()));
      expect(Math.max(...times)).toBeLessThan(NEAR_MS);
    });

    it('a freeze begins and ends by the clock of the database', async () => {
      const at = (milliseconds: number) => new Date(trueNow() + milliseconds).toISOString();
      const now = { kind: 'once' as const, name: 'now', from: at(-60_000), to: at(60_000) };
      const later = {
        kind: 'once' as const,
        name: 'later',
        from: at(ahead - 60_000),
        to: at(ahead + 60_000),
      };
      const frozen = await setup({ freezes: [now] });
      expect(await frozen.approve(vera, viktor)).toMatchObject({
        state: 'approved',
        heldBy: expect.stringContaining('now'),
      });
      const free = await setup({ freezes: [later] });
      expect((await free.approve(vera, viktor)).state).toBe('executing');
    });

    it('an act is looked at by others when its process has been silent for long enough', async () => {
      const { knex, ledger, first, world } = await setup();
      const rollouts = first.rollouts;
      const makeDeeds = (writer: ScriptedWriter) =>
        new Deeds({
          store: new DatabaseDeedStore(knex, ledger),
          promotions: { lastSeen: async () => undefined },
          rollouts,
          writer,
          newId: () => 'act-1',
          told: () => undefined,
          sleep: never,
          steady: steadyClock,
          logger: { warn: () => undefined, error: () => undefined },
        });
      const body = { revision: world.current, reason: 'it burns' };
      const [acting, looking] = [new ScriptedWriter(), new ScriptedWriter()];
      void makeDeeds(acting).perform(person('dana', 'platform'), REF, 'abort', body);
      while (acting.performed.length === 0) {
        await pause(5);
      }
      await acting.performed[0]?.options?.beforeSending();
      const [row] = await knex('deeds');
      expect(Math.abs(Number(row.heartbeat_at) - trueNow())).toBeLessThan(NEAR_MS);
      const other = makeDeeds(looking);
      await other.round();
      expect(looking.found).toHaveLength(0);
      await knex('deeds').update({ heartbeat_at: trueNow() - 21_000 });
      const round = other.round();
      while (looking.found.length === 0) {
        await pause(5);
      }
      looking.found[0]?.answer({ kind: 'nothing-sent' });
      await round;
    });

    it('what was taken away holds for seven days', async () => {
      const { knex, ledger } = await setup();
      const store = new DatabaseNarrowingStore(knex, ledger);
      const logger = mockServices.logger.mock();
      const replica = () => new Narrowings({ store, admins: [], steady: steadyClock, logger });
      const votes = { name: 'greenroom.dev/votes', value: '3' };
      const rollout = 'c/n/rollout/a';
      for (const age of [HOLDS_MS - 60_000, HOLDS_MS + 60_000]) {
        await store.put({ rollout, ...votes, goneAt: trueNow() - age });
        const narrowings = replica();
        await narrowings.load();
        expect(narrowings.held(rollout, [])).toHaveLength(age < HOLDS_MS ? 1 : 0);
      }
      const narrowings = replica();
      await narrowings.load();
      narrowings.observe(rollout, [votes]);
      narrowings.observe(rollout, []);
      const goneAt = Date.parse(narrowings.told(rollout, [])?.held[0]?.goneAt ?? '');
      expect(Math.abs(goneAt - trueNow())).toBeLessThan(NEAR_MS);
    });

    it('what it writes down as its own time is another: the test is of something', () => {
      expect(Math.abs(Date.now() - trueNow() - ahead)).toBeLessThan(1_000);
      expect(Math.abs(new Date().getTime() - trueNow() - ahead)).toBeLessThan(1_000);
      expect(Math.abs(writerClock.now().getTime() - trueNow() - ahead)).toBeLessThan(1_000);
    });
  });
});
