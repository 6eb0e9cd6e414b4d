import { steadyClock, wallClock } from '@greenroom/plugin-portal-node';

/** Time as this feature meets it. Milliseconds. */
export interface HealthClock {
  /** Since 1970. */
  now(): number;
  /** For measuring how long something took. */
  steady(): number;
  /** Runs once after `ms`. */
  after(ms: number, run: () => void): void;
  /** Runs each `ms`, until cancelled. */
  every(ms: number, run: () => void): () => void;
}

/** The time of this machine. */
export const processClock: HealthClock = {
  now: wallClock,
  steady: steadyClock,
  after: (ms, run) => void (ms < 1 ? setImmediate(run) : setTimeout(run, ms).unref()),
  every: (ms, run) => {
    const timer = setInterval(run, ms).unref();
    return () => clearInterval(timer);
  },
};
