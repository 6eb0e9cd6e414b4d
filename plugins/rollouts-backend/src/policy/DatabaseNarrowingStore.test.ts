import { DatabaseLedger, ledgerTables } from '@greenroom/plugin-portal-node';
import { eachDatabase } from '@greenroom/plugin-portal-node/testUtils';
import { DatabaseNarrowingStore } from './DatabaseNarrowingStore';
import migration from '../../migrations/20261121000003_narrowings';

eachDatabase((_engine, open) => {
  const setup = async () => {
    const knex = await open();
    await ledgerTables.up(knex, 'rollouts');
    await migration.up(knex);
    const ledger = new DatabaseLedger({ database: knex, chain: 'rollouts' });
    return { knex, ledger, store: new DatabaseNarrowingStore(knex, ledger) };
  };
  const there = {
    rollout: 'c/n/rollout/a',
    name: 'greenroom.dev/voters',
    value: `group:default/${'x'.repeat(5_000)}`,
  };

  it('gives back what was put, the last of each', async () => {
    const { store } = await setup();
    const other = { ...there, value: 'zo\u00eb', goneAt: 1_700_000_000_000 };
    await store.put(there);
    await store.put(other);
    await store.put(other);
    expect(await store.all()).toEqual(expect.arrayContaining([there, other]));
    await store.put({ ...there, goneAt: 1_800_000_000_000, acknowledgedBy: 'user:default/dana' });
    await store.put({ rollout: other.rollout, name: other.name, value: other.value });
    const all = await store.all();
    expect(all).toHaveLength(2);
    expect(all).toEqual(
      expect.arrayContaining([
        { ...there, goneAt: 1_800_000_000_000, acknowledgedBy: 'user:default/dana' },
        { rollout: other.rollout, name: other.name, value: other.value },
      ]),
    );
  });

  it('lets go with a line of the ledger, or not at all', async () => {
    const { store, ledger } = await setup();
    const gone = { ...there, goneAt: 100, acknowledgedBy: 'user:default/dana' };
    const line = {
      kind: 'narrowing-let-go',
      by: 'user:default/dana',
      subject: there.rollout,
      text: 'let go',
      data: {},
    };
    await store.put({ ...there, goneAt: 100 });
    await expect(store.acknowledge([gone], { ...line, text: 'nobody keeps \u0000' })).rejects.toThrow('NUL');
    expect(await store.all()).toEqual([{ ...there, goneAt: 100 }]);
    await store.acknowledge([gone], line);
    expect(await store.all()).toEqual([gone]);
    expect((await ledger.verify()).entries).toBe(1);
  });

  it('forgets what has been gone for long, and nothing that is there', async () => {
    const { store } = await setup();
    await store.put(there);
    await store.put({ ...there, value: 'old', goneAt: 99 });
    await store.put({ ...there, value: 'new', goneAt: 100 });
    await store.forget(100);
    expect((await store.all()).map(({ value }) => value).sort()).toEqual([there.value, 'new'].sort());
  });

  it('goes with its table', async () => {
    const { knex, store } = await setup();
    await store.put(there);
    await migration.down(knex);
    expect(await knex.schema.hasTable('narrowings')).toBe(false);
  });
});
