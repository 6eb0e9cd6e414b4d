/** Every rollout a person may see: rows `RolloutRow` by `rolloutKey`. Its key is the empty string. */
export const ROLLOUTS_TOPIC = 'rollouts';
/** One rollout: one row `rollout` with the `Rollout`, one row for each event, `event/<uid>`. Its key is a `rolloutKey`. */
export const ROLLOUT_TOPIC = 'rollout';
/** The rollouts of one catalog entity: rows `Rollout` by `rolloutKey`. Its key is the entity ref. */
export const ENTITY_ROLLOUTS_TOPIC = 'entity-rollouts';
/** The key of the one row of `ROLLOUT_TOPIC` that holds the rollout. */
export const ROLLOUT_ROW = 'rollout';
/** What waits for a person everywhere: rows `QueueRow` by `rolloutKey`. Its key is the empty string. */
export const PROMOTION_QUEUE_TOPIC = 'promotion-queue';
/** What went live without a request of the portal within a day: rows `LedgerEntry` by `<rolloutKey>/<seq>`. Its key is the empty string. */
export const LIVE_WITHOUT_REQUEST_TOPIC = 'live-without-request';
/** How a rollout's promotion stands: the row `PROMOTION_ROW` (`PromotionStanding`) and `request/<id>` for each of the last requests (`PromotionRequest`). Its key is a `rolloutKey`. */
export const PROMOTION_TOPIC = 'promotion';
/** The key of the one row of `PROMOTION_TOPIC` that holds the standing. */
export const PROMOTION_ROW = 'standing';
