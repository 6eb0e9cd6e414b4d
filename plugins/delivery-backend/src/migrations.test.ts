import { DatabaseLedger } from '@greenroom/plugin-portal-node';
import { eachDatabase } from '@greenroom/plugin-portal-node/testUtils';
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { knownMigrations, migrations } from './migrations';

describe('migrations', () => {
  it('are all that are in the folder', () => {
    expect(Object.keys(migrations)).toEqual(readdirSync(resolve(__dirname, '../migrations')).sort());
  });
});

eachDatabase((_engine, open) => {
  it('keep the lines of a ledger that were there before', async () => {
    const knex = await open();
    const settings = { migrationSource: knownMigrations };
    await knex.migrate.up({ ...settings, name: '20261121000000_ledger.js' });
    const ledger = new DatabaseLedger({ database: knex, chain: 'delivery' });
    const line = { kind: 'act', by: 'portal', subject: 'a/b/c/d', text: 'done', data: {} };
    await knex.transaction(transaction => ledger.append(transaction, line));
    await knex.migrate.latest(settings);
    expect(await ledger.lines({ kind: 'act', limit: 9 })).toMatchObject([line]);
    await knex.migrate.down({ ...settings, name: '20261122000000_ledger_indexes.js' });
    expect(await ledger.verify()).toMatchObject({ valid: true, entries: 1 });
    await knex.migrate.latest(settings);
    expect(await ledger.lines({ since: '2020-01-01T00:00:00Z', limit: 9 })).toMatchObject([line]);
  });
});
