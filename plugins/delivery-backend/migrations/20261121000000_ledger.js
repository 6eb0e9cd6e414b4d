const { ledgerTables } = require('@greenroom/plugin-portal-node');

/** The chain of this feature: what was meant, done and observed. */
const CHAIN = 'delivery';

/** @param {import('knex').Knex} knex */
exports.up = knex => ledgerTables.up(knex, CHAIN);

/** @param {import('knex').Knex} knex */
exports.down = knex => ledgerTables.down(knex, CHAIN);
