/** Time for waits and for what is told. Waits are counted by `elapsed`, so that a clock that is set right shortens none. */
export interface WriterClock {
  /** What is written down. */
  now(): Date;
  /** Milliseconds of a clock that only goes forward. */
  elapsed(): number;
  /** Resolves after that time, or when the signal is aborted. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** The time of this machine. */
export const writerClock: WriterClock = {
  now: () => new Date(),
  elapsed: () => performance.now(),
  sleep: (milliseconds, signal) =>
    new Promise(resolve => {
      if (signal.aborted) {
        resolve();
        return;
      }
      const done = new AbortController();
      const end = () => {
        clearTimeout(timer);
        done.abort();
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      timer.unref();
      signal.addEventListener('abort', end, { signal: done.signal });
    }),
};
