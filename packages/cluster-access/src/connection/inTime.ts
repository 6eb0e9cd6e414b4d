import { afterSilence, type Clock } from '../clock';

/**
 * Runs something that can be aborted and ends it when it takes too long: the task's signal is aborted with what
 * `late` makes, and the promise rejects with the same even if the task does not listen.
 */
export async function inTime<T>(
  options: { clock: Clock; limit: number; late: () => Error; signal?: AbortSignal },
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { clock, limit, late, signal } = options;
  const controller = new AbortController();
  const stop = () => controller.abort(signal?.reason);
  const forget = afterSilence(clock, () => controller.abort(late()), limit);
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
