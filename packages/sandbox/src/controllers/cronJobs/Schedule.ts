import { DateTime } from 'luxon';
import { parseSchedule, type ScheduleField, type ScheduleTimes } from '../../kubernetes/validation/schedules';

/** Years after which nobody waits for a day that does not come. */
const patience = 5;
const any: ScheduleField = { values: new Set(), any: true };

/** When something is due, in the language of CronJobs: five fields, `@daily` and the like, or `@every 90m`. */
export class Schedule {
  private readonly times: ScheduleTimes;

  /**
   * @param timeZone an IANA name; UTC, which control planes run in, when left out
   * @throws RangeError for what is no schedule
   */
  constructor(
    text: string,
    private readonly timeZone = 'UTC',
  ) {
    const parsed = parseSchedule(text);
    if (typeof parsed === 'string') throw new RangeError(parsed);
    this.times = parsed;
  }

  /**
   * The first moment after that one; undefined when there is none, as for 31 February. What a clock shows twice, as it is put
   * back, is due twice; what it leaves out is not.
   */
  after(moment: Date): Date | undefined {
    const second = Math.floor(moment.getTime() / 1_000) * 1_000;
    if ('every' in this.times) return new Date(second + this.times.every);
    const [minute = any, hour = any, day = any, month = any, weekday = any] = this.times.fields;
    let time = DateTime.fromMillis(second, { zone: this.timeZone });
    time = time.plus({ seconds: 60 - time.second });
    const last = time.year + patience;
    while (time.year <= last) {
      if (!month.values.has(time.month)) time = time.startOf('month').plus({ months: 1 });
      else if (!fits(time, day, weekday)) time = time.startOf('day').plus({ days: 1 }).startOf('day');
      else if (!hour.values.has(time.hour)) time = time.plus({ minutes: 60 - time.minute });
      else if (!minute.values.has(time.minute)) time = time.plus({ minutes: 1 });
      else return time.toJSDate();
    }
    return undefined;
  }
}

/** Both kinds of days, or, where both are named, either. */
function fits(time: DateTime, day: ScheduleField, weekday: ScheduleField): boolean {
  const [byDay, byWeekday] = [day.values.has(time.day), weekday.values.has(time.weekday % 7)];
  return day.any || weekday.any ? byDay && byWeekday : byDay || byWeekday;
}
