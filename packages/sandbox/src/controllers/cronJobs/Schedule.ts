import { Cron } from 'croner';

const every = /^@every (.+)$/;
const units: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000 };

/** When something is due, in the language of CronJobs: five fields, `@daily` and the like, or `@every 90m`. */
export class Schedule {
  private readonly cron: Cron | undefined;
  private readonly interval: number;

  /**
   * @param timeZone an IANA name; UTC, which control planes run in, when left out
   * @throws TypeError, RangeError for what is no schedule
   */
  constructor(text: string, timeZone = 'UTC') {
    const [, duration] = every.exec(text.trim()) ?? [];
    this.interval = duration === undefined ? 0 : durationOf(duration);
    if (duration === undefined) {
      this.cron = new Cron(text.replaceAll('?', '*'), { timezone: timeZone, mode: '5-part', paused: true });
    }
  }

  /** The first moment after that one; undefined when there is none, as for 31 February. */
  after(moment: Date): Date | undefined {
    if (this.cron) return this.cron.nextRun(moment) ?? undefined;
    const wholeSecond = Math.floor(moment.getTime() / 1000) * 1000;
    return new Date(wholeSecond + this.interval);
  }
}

/** `1h30m` in milliseconds; a second at least. */
function durationOf(text: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)([hms])/g)];
  if (parts.map(([part]) => part).join('') !== text) throw new RangeError(`invalid duration ${text}`);
  const total = parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (units[unit ?? ''] ?? 0), 0);
  return Math.max(1000, Math.floor(total / 1000) * 1000);
}
