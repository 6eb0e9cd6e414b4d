/**
 * The one model of a rollout: shapes, rules and permissions that page and route share.
 *
 * @packageDocumentation
 */
export * from './acts';
export * from './undo';
export * from './annotations';
export * from './permissions';
export * from './promotions/authors';
export * from './promotions/comparison';
export * from './promotions/decisions';
export * from './promotions/freeze';
export * from './promotions/heldNarrowing';
export * from './shownTag';
export * from './promotions/hold';
export * from './promotions/narrow';
export * from './promotions/person';
export * from './promotions/policies';
export * from './promotions/policy';
export * from './promotions/promotionRequest';
export * from './promotions/queueRow';
export * from './promotions/tally';
export * from './promotions/transitions';
export * from './rollout';
export * from './topics';
export * from './words';
