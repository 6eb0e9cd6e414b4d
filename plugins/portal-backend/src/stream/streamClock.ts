import { steadyClock, wallClock } from '@greenroom/plugin-portal-node';
import type { StreamClock } from './Rhythm';

/** Real time. Its timers never keep the process alive. */
export const realClock: StreamClock = {
  now: steadyClock,
  wallNow: wallClock,
  after(ms, run) {
    const timer = setTimeout(run, ms).unref();
    return () => clearTimeout(timer);
  },
  every(ms, run) {
    const timer = setInterval(run, ms).unref();
    return () => clearInterval(timer);
  },
};
