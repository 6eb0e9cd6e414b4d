const { interestTables } = require('@greenroom/plugin-portal-node');

/** What is watched of databases, who looks, and what was seen: one set of tables for looks, one for the newest points. */
const NAMES = ['databases_looks', 'databases_tails'];

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  for (const name of NAMES) {
    await interestTables.up(knex, name);
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const name of NAMES) {
    await interestTables.down(knex, name);
  }
};
