import type { Clock } from '../clock';

/**
 * Runs something that can be aborted and ends it when it takes too long: the task's signal is aborted with what
 * `late` makes, and the promise rejects with the same even if the task does not listen.
 *
 * The last tenth of a second is a timer of its own: after a stall of this process the first fires late, and an answer
 * that has long been in the socket is read before the second.
 */
export async function inTime<T>(
  options: { clock: Clock; limit: number; late: () => Error; signal?: AbortSignal },
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { clock, limit, late, signal } = options;
  const controller = new AbortController();
  const stop = () => controller.abort(signal?.reason);
  let forget = clock.setTimeout(
    () => {
      forget = clock.setTimeout(() => controller.abort(late()), Math.min(limit, 100));
    },
    Math.max(0, limit - 100),
  );
  if (signal?.aborted) {
    stop();
  }
  signal?.addEventListener('abort', stop);
  try {
    return await Promise.race([task(controller.signal), aborted(controller.signal)]);
  } finally {
    forget();
    signal?.removeEventListener('abort', stop);
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const refuse = () => reject(signal.reason);
    if (signal.aborted) {
      refuse();
    } else {
      signal.addEventListener('abort', refuse, { once: true });
    }
  });
}
