import { VaultError } from './VaultError';

const units: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3_600,
  d: 86_400,
};

/** Seconds of what Vault takes for a duration: a number, its text, or Go's form with days. @throws VaultError 400 */
export function secondsOf(value: unknown, field: string): number {
  if (typeof value !== 'number' && typeof value !== 'string') {
    throw unreadable(field, 'could not parse duration from input');
  }
  const text = String(value);
  if (text === '') return 0;
  const seconds = /^[+-]?\d+$/.test(text) ? Number(text) : partsOf(text, field);
  if (seconds < 0) throw unreadable(field, `cannot provide negative value '${text}'`);
  return seconds;
}

function partsOf(text: string, field: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h|d)/g)];
  const plain = text.replace(/^[+-]/, '');
  if (/^\d+\.\d*$/.test(plain))
    throw unreadable(field, `time: missing unit in duration ${JSON.stringify(text)}`);
  if (!parts.length || parts.map(([all]) => all).join('') !== plain) {
    throw unreadable(field, `time: invalid duration ${JSON.stringify(text)}`);
  }
  const sum = parts.reduce((all, [, count, unit = 's']) => all + Number(count) * (units[unit] ?? 1), 0);
  return Math.trunc(text.startsWith('-') ? -sum : sum);
}

function unreadable(field: string, why: string): VaultError {
  return VaultError.badRequest(
    `Field validation failed: error converting input for field ${JSON.stringify(field)}: ${why}`,
  );
}

/** A duration as Go prints it: `277h46m39s`, `1m0s`, `18s`. */
export function goDuration(seconds: number): string {
  const whole = Math.max(0, Math.trunc(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3_600), Math.floor((whole % 3_600) / 60), whole % 60];
  if (hours) return `${hours}h${minutes}m${rest}s`;
  return minutes ? `${minutes}m${rest}s` : `${rest}s`;
}

/** The same without zeros at its end, as Vault words it in warnings: `1m`, `24h`. */
export function shortDuration(seconds: number): string {
  const text = goDuration(seconds);
  if (text.length > 2 && text.endsWith('m0s')) return text.slice(0, -2).replace(/h0m$/, 'h');
  return text;
}

/** RFC 3339 with nanoseconds. The last six digits are made up from the others, always the same. */
export function stampText(milliseconds: number): string {
  const whole = Math.floor(milliseconds);
  const more = String((whole * 7_919) % 1_000_000).padStart(6, '0');
  return new Date(whole)
    .toISOString()
    .replace('Z', `${more}`)
    .replace(/0+$/, '')
    .replace(/\.$/, '')
    .concat('Z');
}
