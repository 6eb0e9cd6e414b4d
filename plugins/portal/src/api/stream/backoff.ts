const FIRST_WINDOW_MS = 1_000;
const LONGEST_WINDOW_MS = 10_000;

/**
 * How long to wait before trying again. The whole window is jittered: after a restart of the backend thousands of
 * pages come back, and must not come back together.
 *
 * @param failures - in a row, counting this one
 * @param random - from 0 to just below 1
 * @param atLeastMs - what the server asked for by Retry-After
 */
export function retryDelay(failures: number, random: number, atLeastMs = 0): number {
  const window = Math.min(LONGEST_WINDOW_MS, FIRST_WINDOW_MS * 2 ** Math.max(0, failures - 1));
  return atLeastMs + random * window;
}
