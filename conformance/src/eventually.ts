import { setTimeout as sleep } from 'node:timers/promises';

export { sleep };

/**
 * Resolves with what `check` returns as soon as it does not throw.
 * @param within milliseconds; then it fails with what `check` threw last
 */
export async function eventually<T>(check: () => Promise<T> | T, within = 20_000, every = 100): Promise<T> {
  const end = performance.now() + within;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > end) {
        throw error;
      }
    }
    await sleep(every);
  }
}
