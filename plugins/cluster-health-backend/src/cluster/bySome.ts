import { setImmediate } from 'node:timers/promises';

/** About a millisecond's worth of little things. */
const SOME = 250;

/** Visits all, some at a time: others have their turn in between. */
export async function bySome<T>(all: Iterable<T>, visit: (one: T) => void): Promise<void> {
  let left = SOME;
  for (const one of all) {
    visit(one);
    left -= 1;
    if (left === 0) {
      left = SOME;
      await setImmediate();
    }
  }
}
