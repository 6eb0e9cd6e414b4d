import { NotFoundError } from '@backstage/errors';
import type { Knex } from 'knex';

/**
 * A feature's migrations for knex, in the order of their names. They are imported and not looked up in a folder: a
 * server runs as one file, and what they share with the feature's code is in it.
 *
 * @param migrations - by the names that databases remember: those of the files
 */
export function migrationSource(
  migrations: Readonly<Record<string, Knex.Migration>>,
): Knex.MigrationSource<string> {
  return {
    getMigrations: async () => Object.keys(migrations).sort(),
    getMigrationName: name => name,
    getMigration: async name => {
      const migration = migrations[name];
      if (!migration) {
        throw new NotFoundError(`There is no migration ${name}`);
      }
      return migration;
    },
  };
}
