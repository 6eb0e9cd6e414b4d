import { DateTime } from 'luxon';
import fc from 'fast-check';
import { propertyRuns, propertyTimeout } from '@greenroom/plugin-portal-common/testUtils';
import recorded from '../__fixtures__/schedules.json';
import { readSchedule } from './readSchedule';
import { nextRun, previousRun } from './runs';

const at = (written: string) => Date.parse(written);
const iso = (millis: number | undefined) => millis && new Date(millis).toISOString().slice(0, 16);

/** `next` is absent where no run ever comes, `timeZone` where there is none. */
interface Recorded {
  schedule: string;
  timeZone?: string;
  at: string;
  next?: string;
}

jest.setTimeout(propertyTimeout);

describe('runs', () => {
  it.each(recorded.runs)(
    '$schedule in $timeZone after $at, as the library of the CronJob controller has it',
    ({ schedule: written, timeZone, at: now, next }: Recorded) => {
      const schedule = readSchedule(written);
      const run = schedule && nextRun(schedule, at(now), timeZone);
      expect(run).toBe(next === undefined ? undefined : at(next));
      expect(run === undefined ? undefined : schedule && previousRun(schedule, run, timeZone)).toBe(run);
    },
  );

  it.each([
    ['0 2 * * *', 'utc', '2026-11-21T11:00:00Z', '2026-11-21T02:00', '2026-11-22T02:00'],
    ['0 2 * * *', 'Europe/Berlin', '2026-11-21T11:00:00Z', '2026-11-21T01:00', '2026-11-22T01:00'],
    ['0 2 * * *', 'utc', '2026-11-21T02:00:00Z', '2026-11-21T02:00', '2026-11-22T02:00'],
    ['*/15 * * * *', 'utc', '2026-11-21T11:07:00Z', '2026-11-21T11:00', '2026-11-21T11:15'],
    ['30 6 * * mon', 'utc', '2026-11-21T11:00:00Z', '2026-11-16T06:30', '2026-11-23T06:30'],
    // Both kinds of days: either will do.
    ['0 0 13 * fri', 'utc', '2026-11-21T11:00:00Z', '2026-11-20T00:00', '2026-11-27T00:00'],
    ['0 0 29 2 *', 'utc', '2026-11-21T11:00:00Z', '2024-02-29T00:00', '2028-02-29T00:00'],
    // The clocks go forward: there is no half past two.
    ['30 2 * * *', 'Europe/Berlin', '2026-03-29T10:00:00Z', '2026-03-28T01:30', '2026-03-30T00:30'],
  ])('%s in %s, looked at %s', (written, zone, now, previous, next) => {
    const schedule = readSchedule(written);
    expect(schedule && iso(previousRun(schedule, at(now), zone))).toBe(previous);
    expect(schedule && iso(nextRun(schedule, at(now), zone))).toBe(next);
  });

  it('@every counts from the last run', () => {
    const schedule = readSchedule('@every 1h');
    const anchor = at('2026-11-21T10:20:00Z');
    expect(schedule && iso(previousRun(schedule, at('2026-11-21T12:30:00Z'), 'utc', anchor))).toBe(
      '2026-11-21T12:20',
    );
    expect(schedule && iso(nextRun(schedule, at('2026-11-21T12:30:00Z'), 'utc', anchor))).toBe(
      '2026-11-21T13:20',
    );
    expect(schedule && previousRun(schedule, anchor + 1, 'utc', anchor)).toBeUndefined();
  });

  it('has none in a zone that does not exist, and on a day that never comes', () => {
    const daily = readSchedule('@daily');
    const never = readSchedule('0 0 31 2 *');
    expect(daily && nextRun(daily, 0, 'Mars/Olympus')).toBeUndefined();
    expect(never && nextRun(never, 0)).toBeUndefined();
  });

  it('lies between the one before and the one after, and begins a minute that the schedule names', () => {
    const field = (most: number, least = 0) =>
      fc.oneof(
        fc.constant('*'),
        fc.integer({ min: least, max: most }).map(String),
        fc.integer({ min: 2, max: 9 }).map(step => `*/${step}`),
      );
    const times = fc.tuple(field(59), field(23), fc.constant('*'), field(12, 1), field(6));
    const moments = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2026-12-31T00:00:00Z') });
    const zones = fc.constantFrom('utc', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata');
    fc.assert(
      fc.property(times, moments, zones, ([minute, hour, day, month, weekday], now, zone) => {
        const schedule = readSchedule([minute, hour, day, month, weekday].join(' '));
        const next = schedule && nextRun(schedule, now, zone);
        const previous = schedule && previousRun(schedule, now, zone);
        expect(next).toBeGreaterThan(now);
        expect(previous).toBeLessThanOrEqual(now);
        expect(schedule && previousRun(schedule, next ?? 0, zone)).toBe(next);
        const start = DateTime.fromMillis(next ?? 0, { zone });
        expect([start.second, start.millisecond]).toEqual([0, 0]);
        expect(/^\d+$/.test(hour) ? Number(hour) : start.hour).toBe(start.hour);
      }),
      propertyRuns(60),
    );
  });
});
