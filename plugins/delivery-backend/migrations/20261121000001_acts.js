/** What people have Argo CD do, with what was seen to come of it. */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('acts', table => {
    table.comment('Sync, refresh, terminate and rollback of Applications');
    table.string('id', 36).primary();
    table.text('application').notNullable().comment('cluster/namespace/name');
    table.string('person').notNullable();
    table.string('idempotency_key', 255).notNullable();
    table.boolean('is_open').notNullable().comment('while its outcome is not known');
    table.integer('version').notNullable();
    table.text('document').notNullable();
    table.unique(['person', 'idempotency_key'], { indexName: 'acts_idempotency' });
    table.index(['is_open'], 'acts_open');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('acts');
};
