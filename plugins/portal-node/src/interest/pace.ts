/** How long an interest outlives the last who watched: a page that is left and come back to asks nothing anew. */
export const INTEREST_MS = 30_000;
/** An interest is told again so often while somebody watches. */
export const RENEW_MS = 10_000;
/** A replica that is gone loses its ticket after so long. */
export const TICKET_MS = 15_000;
/** A ticket is extended so often while a look lasts. */
export const BEAT_MS = 4_000;
/** So long before its ticket runs out a replica that could not extend it gives up: nobody else has begun by then. */
export const MARGIN_MS = 2_000;
/** So long the replica that looked last has a source to itself: what it remembers between two looks is worth something. */
export const LAST_FIRST_MS = 5_000;
/** Versions are asked for so often while somebody watches. */
export const FOLLOW_MS = 1_000;
/** A look that takes longer is given up, where its source says nothing else. */
export const TIMEOUT_MS = 20_000;
/** No pace is so slow: what is due later was written by a clock that has been put back since. */
export const FURTHEST_MS = 3_600_000;
/** When a source is due that somebody waits for: a look that is under way does not put it off. Milliseconds since 1970. */
export const AT_ONCE = 0;
/** When it is due while somebody has its ticket: as soon as that runs out. Another moment, so that the two are told apart. */
export const IF_LOST = 1;

/** So much later than it could be a look begins, at most: sources that were asked together drift apart. */
const JITTER = 0.1;
/** A source that fails is asked this often at least, or half as often as usual. */
const RARELY_MS = 60_000;

/** How long after a look the next one may begin. @param failures in a row, 0 after one that was well */
export function dueAfter(everySeconds: number, failures: number, chance: number): number {
  const every = everySeconds * 1_000;
  const most = Math.max(RARELY_MS, 2 * every);
  const wait = Math.min(every * 2 ** Math.max(0, failures - 1), most);
  return Math.round(wait * (1 + JITTER * chance));
}

/** How old a look may be before it says no longer how things are. */
export function freshFor(everySeconds: number): number {
  return Math.max(3 * everySeconds, everySeconds + 30) * 1_000;
}
