import { steadyClock } from '../clock';

/** Time and chance as polling meets them. */
export interface PollClock {
  /** For measuring how long something takes: never steps. Milliseconds. */
  steady(): number;
  /** Runs once after `ms`, unless cancelled. */
  after(ms: number, run: () => void): () => void;
  /** From 0 up to, not including, 1. */
  chance(): number;
}

/** The time of this machine. */
export const processPollClock: PollClock = {
  steady: steadyClock,
  after: (ms, run) => {
    const timer = setTimeout(run, ms).unref();
    return () => clearTimeout(timer);
  },
  chance: () => Math.random(),
};
