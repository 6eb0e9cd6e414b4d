/** Promotion requests, their votes, and what was last seen live of each rollout that a policy covers. */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('promotion_requests', table => {
    table.comment(
      'What somebody or the portal asks to be let live. Times are milliseconds since 1970, of this database.',
    );
    table.string('id', 36).primary();
    table.string('kind', 16).notNullable();
    table.string('state', 16).notNullable();
    table.string('cluster').notNullable();
    table.text('place').notNullable().comment('cluster/namespace');
    table.text('rollout').notNullable().comment('cluster/namespace/kind/name');
    table.string('uid').notNullable();
    table.string('revision').notNullable();
    table
      .string('pause_started_at')
      .notNullable()
      .comment('as the cluster wrote it: compared for equality only');
    table.text('entity_ref');
    table.bigInteger('created_at').notNullable();
    table.bigInteger('expires_at').notNullable();
    table.bigInteger('updated_at').notNullable();
    table.bigInteger('ended_at').comment('null while it is open');
    table
      .boolean('unacknowledged')
      .notNullable()
      .comment('the glass was broken and no second person has said so');
    table.integer('version').notNullable().comment('goes up with every change; a change is compared with it');
    table.text('document').notNullable().comment('the rest of the request and of its execution, JSON');
    table.unique(['cluster', 'uid', 'revision', 'pause_started_at', 'kind'], {
      indexName: 'promotion_requests_open',
      predicate: knex.whereNull('ended_at'),
    });
    table.index(['updated_at'], 'promotion_requests_updated');
    table.index(['rollout', 'created_at'], 'promotion_requests_rollout');
    table.index(['uid', 'revision'], 'promotion_requests_revision');
    table.index(['created_at', 'id'], 'promotion_requests_created');
  });
  await knex.schema.createTable('promotion_votes', table => {
    table.comment('One vote of a person on a request; a later one takes the place of theirs.');
    table.string('request', 36).notNullable().references('promotion_requests.id').onDelete('CASCADE');
    table.string('person').notNullable();
    table.integer('position').notNullable().comment('order in which the votes were cast');
    table.text('document').notNullable();
    table.primary(['request', 'person']);
  });
  await knex.schema.createTable('live_revisions', table => {
    table.comment('What is live of each covered rollout, as it was last seen by any replica.');
    table.text('rollout').primary();
    table.string('uid').notNullable();
    table.string('active').notNullable();
    table.string('stable');
    table.string('previous_stable');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('live_revisions');
  await knex.schema.dropTable('promotion_votes');
  await knex.schema.dropTable('promotion_requests');
};
