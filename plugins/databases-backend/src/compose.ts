import type { DatabaseService, LoggerService } from '@backstage/backend-plugin-api';
import { DatabaseInterestStore, type PollClock, PolledSources } from '@greenroom/plugin-portal-node';
import type { AccessConfig } from './config';
import { knownMigrations } from './migrations';
import { DatabasesService } from './DatabasesService';
import type { DatabaseSource, Look } from './DatabaseSource';
import { createAccess } from './entities/access';
import type { DatabaseClaims } from './entities/DatabaseClaims';
import { lookSchema, type Tail, tailSchema } from './watching/lookSchema';
import { lookedAt, tailed } from './watching/polled';

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
  const knex = await openDatabase(options.database);
  const shared = { replica, clock, logger };
  const looks = new PolledSources<Look>({
    ...shared,
    sources: sources.map(lookedAt),
    store: new DatabaseInterestStore(knex, 'databases_looks'),
    read: json => lookSchema.parse(json),
  });
  const tails = new PolledSources<Tail>({
    ...shared,
    sources: sources.map(source => tailed(source, id => databases.find(id)?.database)),
    store: new DatabaseInterestStore(knex, 'databases_tails'),
    read: json => tailSchema.parse(json),
  });
  const databases: DatabasesService = new DatabasesService({
    sources,
    looks,
    tails,
    claims,
    access: createAccess(access),
  });
  await Promise.all([looks.start(), tails.start()]);
  return {
    databases,
    async close() {
      await Promise.all([looks.close(), tails.close()]);
      await Promise.allSettled(sources.map(source => source.close()));
    },
  };
}

async function openDatabase(database: DatabaseService) {
  const knex = await database.getClient();
  if (!database.migrations?.skip) {
    await knex.migrate.latest({ migrationSource: knownMigrations });
  }
  return knex;
}
