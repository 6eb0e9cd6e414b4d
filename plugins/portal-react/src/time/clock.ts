import { PageClock } from './PageClock';

/** The clock of this page: every time that ticks on it reads this one. */
export const pageClock = new PageClock({
  now: () => new Date(),
  every: (ms, tick) => {
    const timer = setInterval(tick, ms);
    return () => clearInterval(timer);
  },
});
