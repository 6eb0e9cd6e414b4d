import type { Knex } from 'knex';
import { DatabaseLedger } from '../ledger/DatabaseLedger';
import type { OpenDatabase } from './eachDatabase';

/** The two files that every feature with a chain began with. */
const LEDGER = '20261121000000_ledger.js';
const INDEXES = '20261122000000_ledger_indexes.js';

/** Writes a line when only the ledger is there, and reads it after the way up, after one step down, and up again. */
export async function ledgerThroughMigrations(
  chain: string,
  open: OpenDatabase,
  migrationSource: Knex.MigrationSource<unknown>,
) {
  const knex = await open();
  const settings = { migrationSource };
  await knex.migrate.up({ ...settings, name: LEDGER });
  const ledger = new DatabaseLedger({ database: knex, chain });
  const line = { kind: 'act', by: 'portal', subject: 'a/b/c/d', text: 'done', data: {} };
  await knex.transaction(transaction => ledger.append(transaction, line));
  await knex.migrate.latest(settings);
  const up = await ledger.lines({ kind: 'act', limit: 9 });
  await knex.migrate.down({ ...settings, name: INDEXES });
  const down = await ledger.verify();
  await knex.migrate.latest(settings);
  return { line, up, down, upAgain: await ledger.lines({ since: '2020-01-01T00:00:00Z', limit: 9 }) };
}
