/** Every rollout a person may see: rows `RolloutRow` by `rolloutKey`. Its key is the empty string. */
export const ROLLOUTS_TOPIC = 'rollouts';
/** One rollout: one row `rollout` with the `Rollout`, one row for each event, `event/<uid>`. Its key is a `rolloutKey`. */
export const ROLLOUT_TOPIC = 'rollout';
/** The rollouts of one catalog entity: rows `Rollout` by `rolloutKey`. Its key is the entity ref. */
export const ENTITY_ROLLOUTS_TOPIC = 'entity-rollouts';
/** The key of the one row of `ROLLOUT_TOPIC` that holds the rollout. */
export const ROLLOUT_ROW = 'rollout';
