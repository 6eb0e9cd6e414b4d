/** What narrows a policy in a cluster, so that taking it away does not widen the policy at once. */

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('narrowings', table => {
    table.comment(
      'One annotation or label of a rollout that narrows its policy. Times are milliseconds since 1970, of this database.',
    );
    table.string('id', 64).primary().comment('sha256 of rollout, name and value');
    table.text('rollout').notNullable().comment('cluster/namespace/kind/name');
    table
      .text('name')
      .notNullable()
      .comment('of the annotation, or policy/<name> for a policy that goes by labels');
    table.text('value').notNullable();
    table.bigInteger('gone_at').comment('when it was first seen to be away; null while it is there');
    table.text('acknowledged_by').comment('the policy admin who let it go before its time');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('narrowings');
};
