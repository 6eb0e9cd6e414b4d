import { migrationSource } from '@greenroom/plugin-portal-node';
import ledger from '../migrations/20261121000000_ledger';
import acts from '../migrations/20261121000001_acts';
import changeRequests from '../migrations/20261121000002_change_requests';
import ledgerIndexes from '../migrations/20261122000000_ledger_indexes';

/** How the tables of this feature came to be, by the names of the files. */
export const migrations = {
  '20261121000000_ledger.js': ledger,
  '20261121000001_acts.js': acts,
  '20261121000002_change_requests.js': changeRequests,
  '20261122000000_ledger_indexes.js': ledgerIndexes,
};

/** The same, for knex. */
export const knownMigrations = migrationSource(migrations);
