import { migrationSource } from '@greenroom/plugin-portal-node';
import polled from '../migrations/20261122120000_polled';

/** How the tables of this feature came to be, by the names of the files. */
export const migrations = {
  '20261122120000_polled.js': polled,
};

/** The same, for knex. */
export const knownMigrations = migrationSource(migrations);
