import { eachDatabase } from '@greenroom/plugin-portal-node/testUtils';
import { knownMigrations } from '../../migrations';
import { DatabaseSampleStore } from './DatabaseSampleStore';
import { MemorySampleStore } from './MemorySampleStore';
import type { SampleStore } from './SampleStore';

/** What every store does. @param open two replicas that share it */
function storeContract(open: () => Promise<[SampleStore, SampleStore]>): void {
  const source = 'postgres:orders';
  const at = 1_795_000_000;

  it('has for every replica what one of them has added, the oldest first', async () => {
    const [one, other] = await open();
    await one.add(source, { at: at + 10, values: { connections: { primary: 5 } } });
    await one.add(source, { at, values: { 'replica-lag': { 'pg-1': 0.25 } } });
    await other.add(source, { at: at + 20, values: {} });
    await one.add('postgres:else', { at: at + 5, values: {} });
    expect(await other.between(source, { from: at, to: at + 20 })).toEqual([
      { at, values: { 'replica-lag': { 'pg-1': 0.25 } } },
      { at: at + 10, values: { connections: { primary: 5 } } },
    ]);
    expect(await one.since(source)).toBe(at);
    expect(await one.since('postgres:none')).toBeUndefined();
  });

  it('takes the later of two looks in one second', async () => {
    const [one] = await open();
    await one.add(source, { at, values: { connections: { primary: 5 } } });
    await one.add(source, { at, values: { connections: { primary: 6 } } });
    expect(await one.between(source, { from: at, to: at + 1 })).toEqual([
      { at, values: { connections: { primary: 6 } } },
    ]);
  });

  it('forgets what is older than six hours, and only of this source', async () => {
    const [one, other] = await open();
    await one.add(source, { at, values: {} });
    await one.add('postgres:else', { at, values: {} });
    await one.add(source, { at: at + 6 * 3_600 + 301, values: {} });
    expect(await other.since(source)).toBe(at + 6 * 3_600 + 301);
    expect(await other.since('postgres:else')).toBe(at);
  });
}

describe('samples in memory', () => {
  storeContract(async () => {
    const store = new MemorySampleStore();
    return [store, store];
  });
});

eachDatabase((_engine, open) => {
  storeContract(async () => {
    const knex = await open();
    await knex.migrate.latest({ migrationSource: knownMigrations });
    const beside = await open(knex);
    return [
      new DatabaseSampleStore({ getClient: async () => knex }),
      new DatabaseSampleStore({ getClient: async () => beside }),
    ];
  });
});
