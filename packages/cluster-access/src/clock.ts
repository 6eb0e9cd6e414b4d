/** Time and chance, so that tests can hold both. */
export interface Clock {
  now(): Date;
  /** Runs `task` once after that many milliseconds; the returned function forgets it. Keeps no process alive. */
  setTimeout(task: () => void, milliseconds: number): () => void;
  /** In [0, 1). */
  random(): number;
}

/** The time of this machine. */
export const systemClock: Clock = {
  now: () => new Date(),
  setTimeout: (task, milliseconds) => {
    const timer = setTimeout(task, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};

/** Resolves after that time, or at once when the signal is aborted. */
export function pause(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const done = new AbortController();
    const forget = clock.setTimeout(() => done.abort(), milliseconds);
    const end = () => {
      forget();
      resolve();
    };
    done.signal.addEventListener('abort', end, { once: true });
    signal.addEventListener('abort', end, { once: true, signal: done.signal });
  });
}

/**
 * As `clock.setTimeout`, for tasks that conclude something from silence. The last tenth of a second is a timer of its
 * own: after a stall of this process the first fires late, and what has long been in a socket is read before the second.
 */
export function afterSilence(clock: Clock, task: () => void, milliseconds: number): () => void {
  const last = Math.min(milliseconds, 100);
  let forget = clock.setTimeout(() => {
    forget = clock.setTimeout(task, last);
  }, milliseconds - last);
  return () => forget();
}
