import { migrationSource } from '@greenroom/plugin-portal-node';
import ledger from '../migrations/20261121000000_ledger';
import promotions from '../migrations/20261121000001_promotions';
import deeds from '../migrations/20261121000002_deeds';
import narrowings from '../migrations/20261121000003_narrowings';
import liveSince from '../migrations/20261121000004_live_since';
import ledgerIndexes from '../migrations/20261122000000_ledger_indexes';

/** How the tables of this feature came to be, by the names of the files. */
export const migrations = {
  '20261121000000_ledger.js': ledger,
  '20261121000001_promotions.js': promotions,
  '20261121000002_deeds.js': deeds,
  '20261121000003_narrowings.js': narrowings,
  '20261121000004_live_since.js': liveSince,
  '20261122000000_ledger_indexes.js': ledgerIndexes,
};

/** The same, for knex. */
export const knownMigrations = migrationSource(migrations);
