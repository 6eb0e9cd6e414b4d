/** Since when a revision is live, so that what was let go live before does not stand for what goes live again. */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('live_revisions', table => {
    table
      .bigInteger('since')
      .notNullable()
      .defaultTo(0)
      .comment('when it was first seen so, milliseconds since 1970, of this database; 0: not known');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('live_revisions', table => {
    table.dropColumn('since');
  });
};
