/** Reverts in git that people asked for, with how far each has come. */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('change_requests', table => {
    table.comment('Times are milliseconds since 1970, of whichever replica wrote them');
    table.string('id', 36).primary();
    table.text('application').notNullable().comment('cluster/namespace/name');
    table.text('to_revision').notNullable();
    table.boolean('is_open').notNullable();
    table.bigInteger('created_at').notNullable();
    table.bigInteger('checked_at').notNullable().comment('When it was last followed up');
    table.integer('version').notNullable();
    table.text('document').notNullable();
    table.index(['application', 'created_at'], 'change_requests_application');
  });
  // One open request of the same, whoever asks and however many replicas are asked at once.
  await knex.raw(
    'create unique index change_requests_one_open on change_requests (application, to_revision) where is_open',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('change_requests');
};
