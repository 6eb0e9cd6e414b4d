const { interestTables } = require('@greenroom/plugin-portal-node');

/** What is watched of Vaults, who looks, and what was seen. */
const NAME = 'vault_looks';

/** @param {import('knex').Knex} knex */
exports.up = knex => interestTables.up(knex, NAME);

/** @param {import('knex').Knex} knex */
exports.down = knex => interestTables.down(knex, NAME);
