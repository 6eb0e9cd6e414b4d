/** Why a CronJob's schedule is none, in the words of the server's own parser. */

interface Bounds {
  least: number;
  most: number;
  names: string[];
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const fields: readonly Bounds[] = [
  { least: 0, most: 59, names: [] },
  { least: 0, most: 23, names: [] },
  { least: 1, most: 31, names: [] },
  { least: 1, most: 12, names: months },
  { least: 0, most: 6, names: days },
];
const descriptors = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];

/** Undefined for a schedule that is one. */
export function scheduleProblem(text: string): string | undefined {
  if (/^(CRON_)?TZ=/.test(text)) return 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead';
  if (text.startsWith('@')) return descriptorProblem(text);
  const parts = text.split(/\s+/).filter(part => part !== '');
  if (parts.length !== fields.length) {
    return `expected exactly 5 fields, found ${parts.length}: [${parts.join(' ')}]`;
  }
  return firstOf(fields.map((bounds, i) => fieldProblem(parts[i] ?? '', bounds)));
}

function firstOf(problems: (string | undefined)[]): string | undefined {
  return problems.find(problem => problem !== undefined);
}

function descriptorProblem(text: string): string | undefined {
  const [, duration] = /^@every (.*)$/.exec(text) ?? [];
  if (duration === undefined) {
    return descriptors.includes(text) ? undefined : `unrecognized descriptor: ${text}`;
  }
  const right = /^(\d+(\.\d+)?(h|m|s|ms|us|ns))+$/.test(duration);
  const why = `time: invalid duration ${JSON.stringify(duration)}`;
  return right ? undefined : `failed to parse duration ${text}: ${why}`;
}

function fieldProblem(field: string, bounds: Bounds): string | undefined {
  return firstOf(field.split(',').map(part => rangeProblem(part, bounds)));
}

function rangeProblem(text: string, { least, most, names }: Bounds): string | undefined {
  const [range = '', step, ...tooMany] = text.split('/');
  const [from = '', to, ...more] = range.split('-');
  if (more.length) return `too many hyphens: ${text}`;
  if (tooMany.length) return `too many slashes: ${text}`;
  const whole = from === '*' || from === '?';
  const first = whole ? least : numberOf(from, names);
  if (typeof first === 'string') return first;
  // A step without an end goes on to the last.
  const open = step !== undefined && to === undefined;
  const last = whole || open ? most : numberOf(to ?? from, names);
  if (typeof last === 'string') return last;
  const every = step === undefined ? 1 : numberOf(step, []);
  if (typeof every === 'string') return every;
  if (first < least) return `beginning of range (${first}) below minimum (${least}): ${text}`;
  if (last > most) return `end of range (${last}) above maximum (${most}): ${text}`;
  if (first > last) return `beginning of range (${first}) beyond end of range (${last}): ${text}`;
  return every === 0 ? `step of range should be a positive number: ${text}` : undefined;
}

/** The number, or why the text is none. */
function numberOf(text: string, names: string[]): number | string {
  const name = names.indexOf(text.toLowerCase());
  if (name >= 0) return name + (names === months ? 1 : 0);
  if (/^\d+$/.test(text)) return Number(text);
  return `failed to parse int from ${text}: strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`;
}
