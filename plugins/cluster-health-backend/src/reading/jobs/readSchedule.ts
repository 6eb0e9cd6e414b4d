import { IANAZone } from 'luxon';

/** Which values of one field of a schedule begin a run. */
export interface Field {
  values: ReadonlySet<number>;
  /** `*` or `?`: it says nothing. */
  any: boolean;
}

/** Five fields: minutes, hours, days of the month, months, days of the week. */
export interface Fields {
  minute: Field;
  hour: Field;
  day: Field;
  month: Field;
  weekday: Field;
  /** The time zone that it names itself, in place of the CronJob's. */
  zone?: string;
}

/** When runs begin: by fields, or every so many seconds. */
export type Schedule = Fields | { everySeconds: number };

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
 *
 * A time zone in front is refused to new CronJobs; those that had one before the server did so keep and follow it.
 */
export function readSchedule(written: string): Schedule | undefined {
  const zoned = /^(?:CRON_)?TZ=([^ ]*) (.*)$/s.exec(written);
  if (!zoned) {
    return readText(written);
  }
  const [, zone = '', text = ''] = zoned;
  const schedule = IANAZone.isValidZone(zone) ? readText(text.trim()) : undefined;
  return schedule && ('everySeconds' in schedule ? schedule : { ...schedule, zone });
}

function readText(text: string): Schedule | undefined {
  if (text.startsWith('@every ')) {
    const everySeconds = duration(text.slice('@every '.length));
    return everySeconds === undefined ? undefined : { everySeconds };
  }
  return readFields((macros[text] ?? text).trim().split(/\s+/));
}

/** In seconds. */
const units: Readonly<Record<string, number>> = {
  h: 3600,
  m: 60,
  s: 1,
  ms: 1e-3,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ns: 1e-9,
};
const part = /(\d+\.?\d*|\.\d+)(h|ms|m|s|us|µs|μs|ns)/g;

/** Of what Go's `time.ParseDuration` reads: whole seconds, one at least, even where it is less than nothing. */
function duration(written: string): number | undefined {
  const text = written.replace(/^[-+]/, '');
  const parts = [...text.matchAll(part)];
  if (text !== '0' && (text === '' || parts.map(([each]) => each).join('') !== text)) {
    return undefined;
  }
  const seconds = parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (units[unit] ?? 0), 0);
  return written.startsWith('-') ? 1 : Math.max(1, Math.floor(seconds));
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

function readFields(written: string[]): Fields | undefined {
  const [minute, hour, day, month, weekday] = [
    field(written[0], 0, 59),
    field(written[1], 0, 23),
    field(written[2], 1, 31),
    field(written[3], 1, 12, months),
    field(written[4], 0, 6, weekdays),
  ];
  return written.length === 5 && minute && hour && day && month && weekday
    ? { minute, hour, day, month, weekday }
    : undefined;
}

/** Ranges with commas between; more commas than that are overlooked. */
function field(written = '', from: number, to: number, names: readonly string[] = []): Field | undefined {
  const texts = written.split(',').filter(text => text !== '');
  const ranges = texts.map(text => range(text, from, to, names));
  return written === '' || ranges.includes(undefined)
    ? undefined
    : {
        values: new Set(ranges.flatMap(values => values ?? [])),
        any: texts.some(text => /^[*?](-[^/]*)?(\/\+?0*1)?$/.test(text)),
      };
}

/** `*`, `5`, `1-5`, `*` with a step, `10/5` (from ten on), `mon-fri`. */
function range(written: string, from: number, to: number, names: readonly string[]): number[] | undefined {
  const [span = '', stepText, ...rest] = written.split('/');
  const step = stepText === undefined ? 1 : whole(stepText);
  const bounds = limits(span, from, to, names, stepText !== undefined);
  if (rest.length > 0 || step === undefined || step < 1 || !bounds) {
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
  const [low = '', high, ...rest] = span.split('-');
  if (low === '*' || low === '?') {
    return [from, to];
  }
  const first = valueOf(low, from, to, names);
  const alone = hasStep ? to : first;
  const last = high === undefined ? alone : valueOf(high, from, to, names);
  return rest.length === 0 && first !== undefined && last !== undefined && first <= last
    ? [first, last]
    : undefined;
}

function valueOf(written: string, from: number, to: number, names: readonly string[]): number | undefined {
  const named = names.indexOf(written.toLocaleLowerCase('en'));
  const value = named >= 0 ? named + from : whole(written);
  return value !== undefined && value >= from && value <= to ? value : undefined;
}

function whole(written: string): number | undefined {
  return /^\+?\d+$/.test(written) ? Number(written) : undefined;
}
