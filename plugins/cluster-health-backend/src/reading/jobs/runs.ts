import { DateTime } from 'luxon';
import { HOUR } from '../time';
import type { Field, Fields, Schedule } from './readSchedule';

/** Days are looked at one by one; what never comes within four years (29 February) never comes. */
const DAYS_LOOKED_AT = 4 * 366;

/**
 * The last instant at which a run should have begun at or before `at`, or the first after it. Milliseconds since 1970;
 * `undefined` where there is none, or the time zone does not exist. An hour that a zone skips has no runs, and
 * one that comes twice has them twice, as the controller's library has it.
 */
export function previousRun(
  schedule: Schedule,
  at: number,
  zone = 'utc',
  anchor?: number,
): number | undefined {
  if ('everySeconds' in schedule) {
    return everyRun(schedule.everySeconds, at, anchor, 0);
  }
  return seek(schedule, at, schedule.zone ?? zone, -1);
}

/** The first instant after `at` at which a run begins. */
export function nextRun(schedule: Schedule, at: number, zone = 'utc', anchor?: number): number | undefined {
  if ('everySeconds' in schedule) {
    return everyRun(schedule.everySeconds, at, anchor, 1);
  }
  return seek(schedule, at, schedule.zone ?? zone, 1);
}

function everyRun(
  everySeconds: number,
  at: number,
  anchor: number | undefined,
  more: 0 | 1,
): number | undefined {
  if (anchor === undefined || at < anchor) {
    return undefined;
  }
  const length = everySeconds * 1_000;
  const turns = Math.floor((at - anchor) / length) + more;
  return turns === 0 ? undefined : anchor + turns * length;
}

function seek(schedule: Fields, at: number, zone: string, direction: 1 | -1): number | undefined {
  const start = DateTime.fromMillis(at, { zone });
  if (!start.isValid) {
    return undefined;
  }
  let day = start.startOf('day');
  for (let looked = 0; looked < DAYS_LOOKED_AT; looked += 1) {
    const fits = (run: number) => (direction === 1 ? run > at : run <= at);
    const near = looked === 0 ? start.hour : undefined;
    const run = isDay(schedule, day) ? firstRun(schedule, day, direction, near, fits) : undefined;
    if (run !== undefined) {
      return run;
    }
    day = day.plus({ days: direction }).startOf('day');
  }
  return undefined;
}

/** Where both kinds of days are named, either will do, as cron always had it. */
function isDay({ day, month, weekday }: Fields, date: DateTime): boolean {
  const byDay = day.values.has(date.day);
  const byWeekday = weekday.values.has(date.weekday % 7);
  const either = day.any || weekday.any ? byDay && byWeekday : byDay || byWeekday;
  return month.values.has(date.month) && either;
}

/** Nearest first. `near` is the hour that it begins with, on the first day. */
function firstRun(
  { hour, minute }: Fields,
  day: DateTime,
  direction: 1 | -1,
  near: number | undefined,
  fits: (run: number) => boolean,
): number | undefined {
  const inOrder = ({ values }: Field) => [...values].sort((a, b) => (a - b) * direction);
  const hours = inOrder(hour).filter(h => near === undefined || (h - near) * direction >= 0);
  const minutes = inOrder(minute);
  const isLong = day.plus({ days: 1 }).toMillis() - day.toMillis() > 24 * HOUR;
  for (const h of hours) {
    const once = runsIn(day, h, minutes);
    for (const run of isLong ? twice(once, direction) : once) {
      if (fits(run.toMillis())) {
        return run.toMillis();
      }
    }
  }
  return undefined;
}

function* runsIn(day: DateTime, hour: number, minutes: readonly number[]): Generator<DateTime> {
  for (const minute of minutes) {
    const run = day.set({ hour, minute });
    if (run.hour === hour && run.minute === minute) {
      yield run;
    }
  }
}

/** What a clock shows twice, because it was put back, begins a run twice. */
function twice(runs: Iterable<DateTime>, direction: 1 | -1): DateTime[] {
  const all = [...runs].flatMap(run => run.getPossibleOffsets());
  return all.sort((a, b) => (a.toMillis() - b.toMillis()) * direction);
}
