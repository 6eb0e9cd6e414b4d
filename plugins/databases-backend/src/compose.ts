import type { DatabaseService, LoggerService } from '@backstage/backend-plugin-api';
import {
  DatabaseInterestStore,
  migratedDatabase,
  type PollClock,
  PolledSources,
} from '@greenroom/plugin-portal-node';
import type { AccessConfig } from './config';
import { knownMigrations } from './migrations';
import { DatabasesService } from './DatabasesService';
import type { DatabaseSource } from './DatabaseSource';
import { createAccess } from './entities/access';
import type { DatabaseClaims } from './entities/DatabaseClaims';
import { polled } from './watching/polled';
import { type Sight, sightSchema } from './watching/Sight';

export interface ComposeOptions {
  sources: readonly DatabaseSource[];
  database: DatabaseService;
  claims: DatabaseClaims;
  access: AccessConfig;
  clock: PollClock;
  /** Unique among the processes that share the database. */
  replica: string;
  logger: LoggerService;
}

/** What the plugin is made of, behind its routes and topics. */
export async function composeDatabases(options: ComposeOptions) {
  const { access, claims, clock, logger, replica, sources } = options;
  const knex = await migratedDatabase(options.database, knownMigrations);
  const sights = new PolledSources<Sight>({
    sources: sources.map(polled),
    store: new DatabaseInterestStore(knex, 'databases_looks'),
    replica,
    read: json => sightSchema.parse(json),
    clock,
    logger,
  });
  const databases = new DatabasesService({
    sources,
    sights,
    claims,
    access: createAccess(access),
  });
  await sights.start();
  return {
    databases,
    async close() {
      await sights.close();
      await Promise.allSettled(sources.map(source => source.close()));
    },
  };
}
