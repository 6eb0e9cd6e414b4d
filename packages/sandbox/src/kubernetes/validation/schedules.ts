/** What the server makes of a CronJob's schedule, and why it is none, in the words of its own parser (robfig/cron 3.0.1). */

interface Bounds {
  least: number;
  most: number;
  names: string[];
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const bounds: readonly Bounds[] = [
  { least: 0, most: 59, names: [] },
  { least: 0, most: 23, names: [] },
  { least: 1, most: 31, names: [] },
  { least: 1, most: 12, names: months },
  { least: 0, most: 6, names: days },
];
const descriptors: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};
/** Milliseconds. */
const units: Readonly<Record<string, number>> = {
  h: 3_600_000,
  m: 60_000,
  s: 1_000,
  ms: 1,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ns: 1e-6,
};

export interface ScheduleField {
  values: ReadonlySet<number>;
  /** A star, or a question mark: as good as any. */
  any: boolean;
}

/** Of minutes, hours, days of the month, months and days of the week; or of whole seconds between, in milliseconds. */
export type ScheduleTimes = { fields: readonly ScheduleField[] } | { every: number };

/** Undefined for a schedule that is one. */
export function scheduleProblem(text: string): string | undefined {
  if (/^(CRON_)?TZ=/.test(text)) return 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead';
  const parsed = parseSchedule(text);
  return typeof parsed === 'string' ? parsed : undefined;
}

/** Its times, or why it has none. */
export function parseSchedule(text: string): ScheduleTimes | string {
  if (text.startsWith('@every ')) {
    const every = durationOf(text.slice('@every '.length));
    return typeof every === 'string' ? `failed to parse duration ${text}: ${every}` : { every };
  }
  if (text.startsWith('@') && descriptors[text] === undefined) return `unrecognized descriptor: ${text}`;
  const parts = (descriptors[text] ?? text).split(/\s+/).filter(part => part !== '');
  if (parts.length !== bounds.length) {
    return `expected exactly 5 fields, found ${parts.length}: [${parts.join(' ')}]`;
  }
  const fields = bounds.map((each, i) => fieldOf(parts[i] ?? '', each));
  return (
    fields.find(field => typeof field === 'string') ?? {
      fields: fields.filter(field => typeof field !== 'string'),
    }
  );
}

/** As Go reads one; whole seconds, one at least. */
function durationOf(text: string): number | string {
  const quoted = `in duration ${JSON.stringify(text)}`;
  let rest = text.replace(/^[-+]/, '');
  if (rest === '0') return 1_000;
  let total = 0;
  do {
    const [amount] = /^(\d+\.?\d*|\.\d+)/.exec(rest) ?? [];
    if (amount === undefined) return `time: invalid duration ${JSON.stringify(text)}`;
    const [unit = ''] = /^[^\d.]*/.exec(rest.slice(amount.length)) ?? [];
    const length = units[unit];
    if (unit === '') return `time: missing unit ${quoted}`;
    if (length === undefined) return `time: unknown unit ${JSON.stringify(unit)} ${quoted}`;
    total += Number(amount) * length;
    rest = rest.slice(amount.length + unit.length);
  } while (rest !== '');
  return text.startsWith('-') ? 1_000 : Math.max(1_000, Math.floor(total / 1_000) * 1_000);
}

function fieldOf(text: string, each: Bounds): ScheduleField | string {
  const ranges = text
    .split(',')
    .filter(part => part !== '')
    .map(part => rangeOf(part, each));
  const problem = ranges.find(range => typeof range === 'string');
  if (problem !== undefined) return problem;
  const known = ranges.filter(range => typeof range !== 'string');
  return {
    values: new Set(known.flatMap(({ values }) => [...values])),
    any: known.some(({ any }) => any),
  };
}

function rangeOf(text: string, { least, most, names }: Bounds): ScheduleField | string {
  const [range = '', step, ...tooMany] = text.split('/');
  const [from = '', to, ...more] = range.split('-');
  const isAny = from === '*' || from === '?';
  if (more.length && !isAny) return `too many hyphens: ${text}`;
  if (tooMany.length) return `too many slashes: ${text}`;
  const first = isAny ? least : numberOf(from, names);
  if (typeof first === 'string') return first;
  // A step without an end goes on to the last.
  const isOpen = step !== undefined && to === undefined;
  const last = isAny || isOpen ? most : numberOf(to ?? from, names);
  if (typeof last === 'string') return last;
  const every = step === undefined ? 1 : numberOf(step, []);
  if (typeof every === 'string') return every;
  if (first < least) return `beginning of range (${first}) below minimum (${least}): ${text}`;
  if (last > most) return `end of range (${last}) above maximum (${most}): ${text}`;
  if (first > last) return `beginning of range (${first}) beyond end of range (${last}): ${text}`;
  if (every === 0) return `step of range should be a positive number: ${text}`;
  const length = Math.floor((last - first) / every) + 1;
  return {
    values: new Set(Array.from({ length }, (_, i) => first + i * every)),
    any: isAny && every === 1,
  };
}

/** The number, or why the text is none. */
function numberOf(text: string, names: string[]): number | string {
  const name = names.indexOf(text.toLowerCase());
  if (name >= 0) return name + (names === months ? 1 : 0);
  const failed = `failed to parse int from ${text}: strconv.Atoi: parsing ${JSON.stringify(text)}`;
  if (!/^\+?\d+$/.test(text)) return `${failed}: invalid syntax`;
  return BigInt(text.replace('+', '')) > 2n ** 63n - 1n ? `${failed}: value out of range` : Number(text);
}
