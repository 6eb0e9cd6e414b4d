import { DateTime } from 'luxon';

/** Which values of one field of a schedule begin a run. */
interface Field {
  values: ReadonlySet<number>;
  /** `*` or `?`: it says nothing. */
  any: boolean;
}

/** When runs begin: five fields of minutes, hours, days of the month, months, days of the week; or every so long. */
export type Schedule =
  { minute: Field; hour: Field; day: Field; month: Field; weekday: Field } | { everySeconds: number };

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const macros: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

/**
 * As the CronJob controller reads it (robfig/cron v3, `ParseStandard`;
 * kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax). `undefined` for what is no schedule.
 */
export function readSchedule(written: string): Schedule | undefined {
  const text = written.trim().toLocaleLowerCase('en');
  const every = /^@every (\S+)$/.exec(text);
  if (every) {
    const everySeconds = duration(every[1] ?? '');
    return everySeconds === undefined ? undefined : { everySeconds };
  }
  const [minute, hour, day, month, weekday, ...rest] = (macros[text] ?? text).split(/\s+/);
  const fields = {
    minute: field(minute, 0, 59),
    hour: field(hour, 0, 23),
    day: field(day, 1, 31),
    month: field(month, 1, 12, months),
    weekday: field(weekday, 0, 6, weekdays),
  };
  const { minute: m, hour: h, day: d, month: o, weekday: w } = fields;
  return rest.length === 0 && m && h && d && o && w
    ? { minute: m, hour: h, day: d, month: o, weekday: w }
    : undefined;
}

const unitSeconds: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001 };

function duration(written: string): number | undefined {
  const parts = [...written.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s)/g)];
  const whole = parts.map(([part]) => part).join('');
  const seconds = parts.reduce(
    (sum, [, count, unit]) => sum + Number(count) * (unitSeconds[unit ?? ''] ?? 0),
    0,
  );
  return whole === written && seconds > 0 ? seconds : undefined;
}

function field(
  written: string | undefined,
  from: number,
  to: number,
  names: readonly string[] = [],
): Field | undefined {
  if (written === undefined || written === '') {
    return undefined;
  }
  const parts = written.split(',').map(part => range(part, from, to, names));
  const values = parts.flatMap(part => part ?? []);
  return parts.includes(undefined) || values.length === 0
    ? undefined
    : { values: new Set(values), any: /^[*?](\/1)?$/.test(written) };
}

/** `*`, `5`, `1-5`, `*` with a step, `10/5` (from ten on), `mon-fri`. */
function range(written: string, from: number, to: number, names: readonly string[]): number[] | undefined {
  const [span = '', stepText, ...rest] = written.split('/');
  const step = stepText === undefined ? 1 : Number(stepText);
  const bounds = limits(span, from, to, names, stepText !== undefined);
  if (rest.length > 0 || !Number.isInteger(step) || step < 1 || !bounds) {
    return undefined;
  }
  const [first, last] = bounds;
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, index) => first + index * step);
}

function limits(
  span: string,
  from: number,
  to: number,
  names: readonly string[],
  hasStep: boolean,
): [number, number] | undefined {
  if (span === '*' || span === '?') {
    return [from, to];
  }
  const [low = '', high, ...rest] = span.split('-');
  const first = valueOf(low, from, to, names);
  const alone = hasStep ? to : first;
  const last = high === undefined ? alone : valueOf(high, from, to, names);
  return rest.length === 0 && first !== undefined && last !== undefined && first <= last
    ? [first, last]
    : undefined;
}

function valueOf(written: string, from: number, to: number, names: readonly string[]): number | undefined {
  const named = names.indexOf(written);
  const value = named >= 0 ? named + from : Number(written);
  return written !== '' && Number.isInteger(value) && value >= from && value <= to ? value : undefined;
}

/** Days are looked at one by one; what never comes within four years (29 February) never comes. */
const DAYS_LOOKED_AT = 4 * 366;

/**
 * The last instant at which a run should have begun at or before `at`, or the first after it. Milliseconds since 1970;
 * `undefined` where there is none, or the time zone does not exist. An hour that a zone skips has no runs, as the
 * controller's library has it.
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
  return seek(schedule, at, zone, -1);
}

/** The first instant after `at` at which a run begins. */
export function nextRun(schedule: Schedule, at: number, zone = 'utc', anchor?: number): number | undefined {
  if ('everySeconds' in schedule) {
    return everyRun(schedule.everySeconds, at, anchor, 1);
  }
  return seek(schedule, at, zone, 1);
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

type Fields = Exclude<Schedule, { everySeconds: number }>;

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
  for (const h of hours) {
    for (const m of minutes) {
      const run = day.set({ hour: h, minute: m });
      if (run.hour === h && run.minute === m && fits(run.toMillis())) {
        return run.toMillis();
      }
    }
  }
  return undefined;
}
