const { ledgerIndexes, ledgerTables } = require('@greenroom/plugin-portal-node');

/** The chain of this feature: what was meant, done and observed. */
const CHAIN = 'vault_leases';

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await ledgerTables.up(knex, CHAIN);
  await ledgerIndexes.up(knex, CHAIN);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await ledgerIndexes.down(knex, CHAIN);
  await ledgerTables.down(knex, CHAIN);
};
