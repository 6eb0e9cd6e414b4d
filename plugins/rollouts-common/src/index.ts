/**
 * The one model of a rollout: shapes, rules and permissions that page and route share.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './permissions';
export * from './promotions/comparison';
export * from './promotions/ledgerEntry';
export * from './promotions/policy';
export * from './promotions/promotionRequest';
export * from './rollout';
export * from './topics';
