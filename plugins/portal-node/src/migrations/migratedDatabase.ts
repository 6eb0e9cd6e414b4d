import type { DatabaseService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

/** The plugin's own database, with its tables as this version wants them. */
export async function migratedDatabase(
  database: DatabaseService,
  migrationSource: Knex.MigrationSource<unknown>,
): Promise<Knex> {
  const knex = await database.getClient();
  if (!database.migrations?.skip) {
    await knex.migrate.latest({ migrationSource });
  }
  return knex;
}
