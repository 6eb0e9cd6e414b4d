import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { eachDatabase, ledgerThroughMigrations } from '@greenroom/plugin-portal-node/testUtils';
import { knownMigrations, migrations } from './migrations';

describe('migrations', () => {
  it('are all that are in the folder', () => {
    expect(Object.keys(migrations)).toEqual(readdirSync(resolve(__dirname, '../migrations')).sort());
  });
});

eachDatabase((_engine, open) => {
  it('keep the lines of a ledger that were there before', async () => {
    const { line, up, down, upAgain } = await ledgerThroughMigrations('delivery', open, knownMigrations);
    expect(up).toMatchObject([line]);
    expect(down).toMatchObject({ valid: true, entries: 1 });
    expect(upAgain).toMatchObject([line]);
  });
});
