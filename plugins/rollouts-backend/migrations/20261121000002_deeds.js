/** Acts of people beside promotions, with what was seen to come of them. */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('deeds', table => {
    table.comment(
      'Abort, pause, resume, restart, return-to-stable, undo. Times are milliseconds since 1970, of this database.',
    );
    table.string('id', 36).primary();
    table.text('rollout').notNullable().comment('cluster/namespace/kind/name');
    table.string('uid').notNullable();
    table.string('person').notNullable();
    table.string('idempotency_key', 255).notNullable();
    table.string('body_hash', 64).notNullable();
    table.bigInteger('created_at').notNullable();
    table.bigInteger('heartbeat_at').notNullable();
    table.integer('fence').notNullable();
    table.bigInteger('ended_at').comment('null while its outcome is not known');
    table.integer('version').notNullable();
    table.text('document').notNullable();
    table.unique(['person', 'idempotency_key'], { indexName: 'deeds_idempotency' });
    table.index(['uid', 'created_at'], 'deeds_uid');
    table.index(['ended_at'], 'deeds_ended');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('deeds');
};
