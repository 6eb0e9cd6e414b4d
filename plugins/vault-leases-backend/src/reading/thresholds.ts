/** What ends within so many minutes is told before it does. */
export const SOON_MINUTES = 15;
/** Whoever renews does so after two thirds of a lease's time; of one that has less left than this, nobody did. */
export const RENEWED_BY = 0.25;
/** A rotation that is so late was missed: Vault looks what is due every few seconds. Seconds. */
export const ROTATION_GRACE = 60;
/** Revocations that failed within so many minutes are no news of yesterday: Vault gives up after about eleven. */
export const FAILING_MINUTES = 20;
