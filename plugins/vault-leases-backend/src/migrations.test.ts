import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { eachDatabase } from '@greenroom/plugin-portal-node/testUtils';
import { knownMigrations, migrations } from './migrations';

describe('migrations', () => {
  it('are all that are in the folder', () => {
    expect(Object.keys(migrations)).toEqual(readdirSync(resolve(__dirname, '../migrations')).sort());
  });
});

eachDatabase((_engine, open) => {
  it('go up, down to nothing, and up again', async () => {
    const knex = await open();
    const settings = { migrationSource: knownMigrations };
    await knex.migrate.latest(settings);
    await expect(knex.schema.hasTable('vault_looks_sources')).resolves.toBe(true);
    await knex.migrate.rollback(settings, true);
    await expect(knex.schema.hasTable('vault_looks_sources')).resolves.toBe(false);
    await knex.migrate.latest(settings);
  });
});
