import { migrationSource } from '@greenroom/plugin-portal-node';
import polled from '../migrations/20261122120000_polled';
import ledger from '../migrations/20261122120001_ledger';
import acts from '../migrations/20261122120002_acts';

/** How the tables of this feature came to be, by the names of the files. */
export const migrations = {
  '20261122120000_polled.js': polled,
  '20261122120001_ledger.js': ledger,
  '20261122120002_acts.js': acts,
};

/** The same, for knex. */
export const knownMigrations = migrationSource(migrations);
