import type { DatabaseService, LoggerService } from '@backstage/backend-plugin-api';
import {
  DatabaseInterestStore,
  migratedDatabase,
  type PollClock,
  PolledSources,
} from '@greenroom/plugin-portal-node';
import type { AccessConfig } from './config';
import { createAccess } from './entities/access';
import { RoleJoins } from './entities/RoleJoins';
import type { VaultClaims } from './entities/VaultClaims';
import { knownMigrations } from './migrations';
import type { RoleSessions } from './sessions/RoleSessions';
import { VaultLeasesService } from './VaultLeasesService';
import type { ConfiguredVault } from './VaultSource';
import { type Sight, sightSchema } from './watching/Sight';

export interface ComposeOptions {
  vaults: readonly ConfiguredVault[];
  database: DatabaseService;
  claims: VaultClaims;
  access: AccessConfig;
  sessions: Pick<RoleSessions, 'of' | 'onChange'>;
  clock: PollClock;
  /** Unique among the processes that share the database. */
  replica: string;
  logger: LoggerService;
}

/** What the plugin is made of, behind its routes and topics. */
export async function composeVaultLeases(options: ComposeOptions) {
  const { access, claims, clock, logger, replica, sessions } = options;
  const knex = await migratedDatabase(options.database, knownMigrations);
  const sights = new PolledSources<Sight>({
    sources: options.vaults.map(({ source }) => source),
    store: new DatabaseInterestStore(knex, 'vault_looks'),
    replica,
    read: json => sightSchema.parse(json),
    clock,
    logger,
  });
  const vaults = new VaultLeasesService({
    vaults: options.vaults,
    sights,
    claims,
    joins: new RoleJoins({
      claims,
      access: createAccess(access),
      vaults: new Set(options.vaults.map(({ name }) => name)),
    }),
    sessions,
    clock,
  });
  await sights.start();
  return { knex, vaults, close: () => sights.close() };
}
