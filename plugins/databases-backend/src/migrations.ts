import { migrationSource } from '@greenroom/plugin-portal-node';
import polled from '../migrations/20261121000000_polled';
import samples from '../migrations/20261121210000_samples';

/** How the tables of this feature came to be, by the names of the files. */
export const migrations = {
  '20261121000000_polled.js': polled,
  '20261121210000_samples.js': samples,
};

/** The same, for knex. */
export const knownMigrations = migrationSource(migrations);
