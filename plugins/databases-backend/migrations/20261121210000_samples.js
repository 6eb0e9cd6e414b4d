const NAME = 'databases_samples';

/**
 * What was measured of each self-run PostgreSQL: it keeps no history itself, and whichever replica is asked can draw it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = knex =>
  knex.schema.createTable(NAME, table => {
    table.comment('What was measured of self-run databases, a row for each look, for some hours');
    table.string('source', 200).notNullable();
    table.bigInteger('at').notNullable().comment('seconds since 1970');
    table.text('measured').notNullable().comment('JSON: by metric, and by whose it is');
    table.primary(['source', 'at']);
  });

/** @param {import('knex').Knex} knex */
exports.down = knex => knex.schema.dropTable(NAME);
