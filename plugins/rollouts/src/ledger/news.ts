const HOUR_MS = 3_600_000;
/** For how long it is news that something went live around the portal. */
const NEWS_MS = 24 * HOUR_MS;

/** By the hour, so that the same question stays the same for a while. */
export const newsSince = (now: Date): string =>
  new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS - NEWS_MS).toISOString();
