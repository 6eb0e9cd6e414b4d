import { DatabaseLedger } from '@greenroom/plugin-portal-node';
import { eachDatabase } from '@greenroom/plugin-portal-node/testUtils';
import ledgerMigration from '../migrations/20261121000000_ledger';
import actsMigration from '../migrations/20261121000001_acts';
import changesMigration from '../migrations/20261121000002_change_requests';
import { makeChange } from './__testUtils__/changes';
import type { ActRecord } from './acts/Act';
import { DatabaseActStore } from './acts/DatabaseActStore';
import { DatabaseChangeRequestStore } from './changes/DatabaseChangeRequestStore';

const line = (kind: string) => ({ kind, by: 'portal', subject: 'a/b/c', text: kind, data: { place: 'a/b' } });

const act: ActRecord = {
  id: 'act-1',
  kind: 'sync',
  application: { cluster: 'a', namespace: 'b', name: 'c' },
  uid: 'u',
  place: 'a/b',
  by: 'user:default/ada',
  reason: 'zoë says “now”',
  at: '2026-11-21T10:00:00.000Z',
  commit: 'x',
  state: 'sending',
};

eachDatabase((_engine, open) => {
  async function setup() {
    const knex = await open();
    await ledgerMigration.up(knex);
    await actsMigration.up(knex);
    await changesMigration.up(knex);
    const other = await open(knex);
    const ledgerOf = (database: typeof knex) => new DatabaseLedger({ database, chain: 'delivery' });
    return {
      knex,
      acts: [
        new DatabaseActStore(knex, ledgerOf(knex)),
        new DatabaseActStore(other, ledgerOf(other)),
      ] as const,
      changes: [
        new DatabaseChangeRequestStore(knex, ledgerOf(knex)),
        new DatabaseChangeRequestStore(other, ledgerOf(other)),
      ] as const,
      kinds: async () => (await ledgerOf(knex).lines({ limit: 100 })).map(({ kind }) => kind).reverse(),
    };
  }

  it('keep one act of a person’s key, with its line', async () => {
    const { acts, kinds } = await setup();
    const [one, other] = acts;
    await expect(one.create(act, 'k', line('act'))).resolves.toMatchObject({ created: true });
    const again = await other.create({ ...act, id: 'act-2' }, 'k', line('act'));
    expect(again).toMatchObject({ created: false, stored: { act } });
    await expect(
      other.create({ ...act, id: 'act-3', by: 'user:default/ben' }, 'k', line('act')),
    ).resolves.toMatchObject({ created: true });
    expect(await kinds()).toEqual(['act', 'act']);
  });

  it('let one of two write what became of an act', async () => {
    const { acts, kinds } = await setup();
    const [one, other] = acts;
    const { stored } = await one.create(act, 'k', line('act'));
    const done = { ...stored, act: { ...act, state: 'done' as const } };
    const saved = await Promise.all([one.save(done, line('done')), other.save(done, line('done'))]);
    expect(saved.filter(Boolean)).toHaveLength(1);
    expect(await kinds()).toEqual(['act', 'done']);
    expect(await one.open()).toEqual([]);
    expect(await other.read('act-1')).toMatchObject({
      act: { state: 'done', reason: act.reason },
      version: 2,
    });
  });

  it('keep one open change request of the same, whoever asks at once', async () => {
    const { changes, kinds } = await setup();
    const [one, other] = changes;
    const asked = await Promise.all([
      one.create(makeChange({ id: 'c-1' }), 1, line('asked')),
      other.create(makeChange({ id: 'c-2' }), 1, line('asked')),
      one.create(makeChange({ id: 'c-3', toRevision: { sha: 'other' } }), 1, line('asked')),
    ]);
    expect(asked.map(({ created }) => created).filter(Boolean)).toHaveLength(2);
    expect(asked[0]?.stored.change.id).toBe(asked[1]?.stored.change.id);
    expect(await kinds()).toEqual(['asked', 'asked']);
  });

  it('keep another one once the first has ended', async () => {
    const { changes } = await setup();
    const [one, other] = changes;
    const { stored } = await one.create(makeChange(), 1, line('asked'));
    await one.save({ ...stored, change: makeChange({ state: 'closed' }) }, line('closed'));
    const { application, toRevision } = makeChange();
    await expect(other.openOf(application, toRevision.sha)).resolves.toBeUndefined();
    await expect(other.create(makeChange({ id: 'c-2' }), 2, line('asked'))).resolves.toMatchObject({
      created: true,
    });
    const recent = await one.recent();
    expect(recent.map(({ change }) => [change.id, change.state])).toEqual([
      ['c-2', 'open'],
      ['change-1', 'closed'],
    ]);
  });

  it('let one replica look at a time', async () => {
    const { changes } = await setup();
    const [one, other] = changes;
    const { stored } = await one.create(makeChange(), 1, line('asked'));
    const looks = await Promise.all(
      [one, other].map(store => store.save({ ...stored, checkedAt: 9 }, undefined)),
    );
    expect(looks.filter(Boolean)).toHaveLength(1);
    expect((await other.read('change-1'))?.checkedAt).toBe(9);
  });

  it('are made and taken away again', async () => {
    const { knex } = await setup();
    await changesMigration.down(knex);
    await actsMigration.down(knex);
    await ledgerMigration.down(knex);
    await expect(knex.schema.hasTable('acts')).resolves.toBe(false);
    await expect(knex.schema.hasTable('change_requests')).resolves.toBe(false);
    await ledgerMigration.up(knex);
    await changesMigration.up(knex);
  });
});
