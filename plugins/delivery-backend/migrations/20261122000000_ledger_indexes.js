const { ledgerIndexes } = require('@greenroom/plugin-portal-node');

/** Lines are found by their kind and their time: what is asked for a day does not walk the whole chain. */
const CHAIN = 'delivery';

/** @param {import('knex').Knex} knex */
exports.up = knex => ledgerIndexes.up(knex, CHAIN);

/** @param {import('knex').Knex} knex */
exports.down = knex => ledgerIndexes.down(knex, CHAIN);
