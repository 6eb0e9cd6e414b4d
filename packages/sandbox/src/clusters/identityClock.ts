import { webcrypto } from 'node:crypto';
import type { Clock } from '../clock/Clock';

const pool = new Uint32Array(1_024);
let used = pool.length;

/** In [0, 1), from the system's randomness; a pool at a time, because a uid alone takes some thirty. */
function chance(): number {
  if (used === pool.length) {
    webcrypto.getRandomValues(pool);
    used = 0;
  }
  const drawn = pool[used] ?? 0;
  used += 1;
  return drawn / 2 ** 32;
}

/**
 * The same time, with chance of its own: a cluster made anew, by a reset or a restart with the same seed, has to have
 * other uids than the one before, or clients would take it for the one they know.
 */
export function identityClock(clock: Clock): Clock {
  return {
    now: () => clock.now(),
    after: (milliseconds, task) => clock.after(milliseconds, task),
    random: chance,
  };
}
