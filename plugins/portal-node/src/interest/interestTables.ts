import { InputError } from '@backstage/errors';
import type { Knex } from 'knex';

/** What the tables are called. InputError unless the name is short, lower case and without spaces. */
export function interestTableNames(name: string) {
  if (!/^[a-z][a-z0-9_]{0,39}$/.test(name)) {
    throw new InputError(`polled sources can not be called ${JSON.stringify(name)}`);
  }
  return { interests: `${name}_interests`, sources: `${name}_sources` };
}

/** The tables of polled sources, for a feature's migration. Times are milliseconds since 1970, of the database. */
export const interestTables = {
  async up(knex: Knex, name: string): Promise<void> {
    const names = interestTableNames(name);
    await knex.schema.createTable(names.interests, table => {
      table.comment('What somebody watches, on which replica; a row that has run out counts for nothing');
      table.string('source', 200).notNullable();
      table.string('thing', 500).notNullable();
      table.string('replica', 100).notNullable();
      table.bigInteger('until').notNullable();
      table.primary(['source', 'thing', 'replica']);
    });
    await knex.schema.createTable(names.sources, table => {
      table.comment('What is read from, who reads it now, and the last look');
      table.string('source', 200).primary();
      table.string('holder', 100).comment('the replica that looks, or looked last');
      table.bigInteger('fence').notNullable().comment('one more with each ticket; older ones write nothing');
      table.bigInteger('held_until').notNullable();
      table.bigInteger('due_at').notNullable();
      table.integer('failures').notNullable().comment('in a row');
      table.bigInteger('version').notNullable().comment('of the look; 0 before the first');
      table.bigInteger('looked_at').notNullable();
      table.text('look', 'longtext').comment('JSON');
    });
  },

  async down(knex: Knex, name: string): Promise<void> {
    const names = interestTableNames(name);
    await knex.schema.dropTable(names.interests);
    await knex.schema.dropTable(names.sources);
  },
};
