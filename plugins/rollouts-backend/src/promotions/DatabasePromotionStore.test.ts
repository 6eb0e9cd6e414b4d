import { DatabaseLedger, ledgerTables } from '@greenroom/plugin-portal-node';
import { eachDatabase } from '@greenroom/plugin-portal-node/testUtils';
import migration from '../../migrations/20261121000001_promotions';
import { makeRequest } from '../__testUtils__/requests';
import { VirtualTime } from './__testUtils__/VirtualTime';
import { MemoryPromotionStore } from './__testUtils__/MemoryPromotionStore';
import { storeContract } from './__testUtils__/storeContract';
import { DatabasePromotionStore } from './DatabasePromotionStore';

describe('in memory', () => {
  storeContract(async () => {
    const store = new MemoryPromotionStore(new VirtualTime().database);
    return { store, second: store, kinds: async () => store.lines.map(({ kind }) => kind) };
  });
});

eachDatabase((_engine, open) => {
  const setup = async () => {
    const knex = await open();
    await ledgerTables.up(knex, 'rollouts');
    await migration.up(knex);
    const ledger = new DatabaseLedger({ database: knex, chain: 'rollouts' });
    const replica = await open(knex);
    const second = new DatabasePromotionStore(
      replica,
      new DatabaseLedger({ database: replica, chain: 'rollouts' }),
    );
    return { knex, ledger, store: new DatabasePromotionStore(knex, ledger), second };
  };

  storeContract(async () => {
    const { ledger, ...stores } = await setup();
    const kinds = async () => (await ledger.lines({ limit: 1_000 })).map(({ kind }) => kind).reverse();
    return { ...stores, kinds };
  });

  it('writes nothing without its line in the ledger', async () => {
    const { knex, store } = await setup();
    const line = { kind: 'x', by: 'portal', subject: 'a', text: 'no \u0000 can be kept', data: {} };
    await expect(store.create(() => ({ request: makeRequest(), lines: [line] }))).rejects.toThrow(/NUL/);
    expect(await knex('promotion_requests')).toEqual([]);
    await store.create(() => ({ request: makeRequest(), lines: [] }));
    const read = await store.read('r-1');
    const next = { ...read!.stored, request: { ...read!.stored.request, state: 'withdrawn' as const } };
    await expect(store.save({ next, lines: [line] })).rejects.toThrow(/NUL/);
    expect((await store.read('r-1'))?.stored).toEqual(read?.stored);
  });

  it('goes by the clock of the database', async () => {
    const { store } = await setup();
    await store.create(() => ({ request: makeRequest(), lines: [] }));
    const first = await store.read('r-1');
    const { now } = await store.changedSince(0);
    expect(now - first!.now).toBeLessThan(5_000);
    expect(Number.isInteger(now) && now > Date.UTC(2020, 0)).toBe(true);
  });

  it('goes with its tables, and comes back', async () => {
    const { knex, store } = await setup();
    const line = { kind: 'x', by: 'portal', subject: 'a', text: 'b', data: {} };
    await store.create(() => ({ request: makeRequest(), lines: [line] }));
    await store.remember({ rollout: 'a', uid: 'b', active: 'c' }, undefined, []);
    await migration.down(knex);
    for (const table of ['promotion_requests', 'promotion_votes', 'live_revisions']) {
      expect(await knex.schema.hasTable(table)).toBe(false);
    }
    await migration.up(knex);
    expect(await store.open()).toEqual([]);
  });
});
