/** An `interval`: months and days apart from the rest, as their length differs. */
export interface Interval {
  months: number;
  days: number;
  milliseconds: number;
}

const day = 86_400_000;

export function elapsed(milliseconds: number): Interval {
  const days = Math.trunc(milliseconds / day);
  return { months: 0, days, milliseconds: milliseconds - days * day };
}

/** As intervals compare: a month has thirty days. */
export function length({ months, days, milliseconds }: Interval): number {
  return (months * 30 + days) * day + milliseconds;
}

/** As `extract(epoch from …)` counts: a year has 365.25 days. */
export function seconds({ months, days, milliseconds }: Interval): number {
  const years = Math.trunc(months / 12);
  return years * 31_557_600 + (months % 12) * 2_592_000 + days * 86_400 + milliseconds / 1_000;
}

export function plus(one: Interval, other: Interval): Interval {
  return {
    months: one.months + other.months,
    days: one.days + other.days,
    milliseconds: one.milliseconds + other.milliseconds,
  };
}

export function times({ months, days, milliseconds }: Interval, factor: number): Interval {
  const wholeMonths = Math.trunc(months * factor);
  const exactDays = days * factor + (months * factor - wholeMonths) * 30;
  const wholeDays = Math.trunc(exactDays);
  const rest = milliseconds * factor + (exactDays - wholeDays) * day;
  return { months: wholeMonths, days: wholeDays, milliseconds: rest };
}

/** In the style `postgres`: `1 year 2 mons 3 days 04:05:06.789`. */
export function writeInterval({ months, days, milliseconds }: Interval): string {
  const [years, rest] = [Math.trunc(months / 12), months % 12];
  const parts = [
    years && `${years} year${plural(years)}`,
    rest && `${rest} mon${plural(rest)}`,
    days && `${days} day${plural(days)}`,
  ].filter(part => part !== 0);
  if (milliseconds !== 0 || parts.length === 0) parts.push(clockOf(milliseconds));
  return parts.join(' ');
}

function plural(count: number): string {
  return count === 1 ? '' : 's';
}

function clockOf(milliseconds: number): string {
  const micros = Math.round(Math.abs(milliseconds) * 1_000);
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const fraction = String(micros % 1e6)
    .padStart(6, '0')
    .replace(/0+$/, '');
  const sign = milliseconds < 0 ? '-' : '';
  const clock = [micros / 3.6e9, (micros / 6e7) % 60, (micros / 1e6) % 60].map(two).join(':');
  return `${sign}${clock}${fraction && `.${fraction}`}`;
}

const units: Readonly<Record<string, Partial<Interval>>> = {
  year: { months: 12 },
  y: { months: 12 },
  mon: { months: 1 },
  month: { months: 1 },
  week: { days: 7 },
  w: { days: 7 },
  day: { days: 1 },
  d: { days: 1 },
  hour: { milliseconds: 3_600_000 },
  h: { milliseconds: 3_600_000 },
  minute: { milliseconds: 60_000 },
  min: { milliseconds: 60_000 },
  m: { milliseconds: 60_000 },
  second: { milliseconds: 1_000 },
  sec: { milliseconds: 1_000 },
  s: { milliseconds: 1_000 },
  millisecond: { milliseconds: 1 },
  ms: { milliseconds: 1 },
};

/** `5 minutes`, `1 day 02:00:00`; `undefined` for what is no interval. */
export function readInterval(text: string): Interval | undefined {
  const words = text.trim().toLowerCase().split(/\s+/).join(' ');
  const pattern = /(-?)(\d+):(\d\d)(?::(\d\d(?:\.\d+)?))?|(-?\d+(?:\.\d+)?) ?([a-z]+)/g;
  if (words === '' || words.replace(pattern, '').trim() !== '') return undefined;
  const parts = [...words.matchAll(pattern)].map(partOf);
  return parts.reduce<Interval | undefined>((sum, part) => sum && part && plus(sum, part), elapsed(0));
}

function partOf([, sign, hours, minutes, secs = '0', count, unit]: RegExpMatchArray): Interval | undefined {
  if (unit !== undefined) {
    const found = units[unit] ?? units[unit.replace(/s$/, '')];
    return found && times({ ...elapsed(0), ...found }, Number(count));
  }
  const clock = (Number(hours) * 3_600 + Number(minutes) * 60 + Number(secs)) * 1_000;
  return { ...elapsed(0), milliseconds: sign === '-' ? -clock : clock };
}
