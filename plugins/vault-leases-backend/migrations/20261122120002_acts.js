/** What people have done to leases, with what was seen to come of it. */
const NAME = 'lease_acts';

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable(NAME, table => {
    table.comment(
      'Renewals and revocations; no id of a lease is here. Times are milliseconds since 1970, of the database',
    );
    table.string('id', 36).primary();
    table.string('person').notNullable();
    table.string('idempotency_key', 255).notNullable();
    table.boolean('is_open').notNullable().comment('while its outcome is not known');
    table.bigInteger('asked_at').notNullable();
    table.bigInteger('heard_at').notNullable().comment('when the process that acts last said so');
    table.integer('version').notNullable();
    table.text('document').notNullable();
    table.unique(['person', 'idempotency_key'], { indexName: 'lease_acts_idempotency' });
    table.index(['is_open'], 'lease_acts_open');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable(NAME);
};
