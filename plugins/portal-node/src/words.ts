/** Numbers and times as sentences say them. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const count = (value: number): string => Math.round(value).toLocaleString('en-US');

/** `14 ms`, `2.4 s`, `3 min`, `5 h`, `2 days`. */
export function duration(ms: number): string {
  if (ms < 1_000) {
    return `${Math.round(ms)} ms`;
  }
  if (ms < 10_000) {
    return `${Number((ms / 1_000).toFixed(1))} s`;
  }
  if (ms < 2 * MINUTE) {
    return `${Math.round(ms / 1_000)} s`;
  }
  if (ms < 2 * HOUR) {
    return `${Math.round(ms / MINUTE)} min`;
  }
  return ms < 2 * DAY ? `${Math.round(ms / HOUR)} h` : `${Math.round(ms / DAY)} days`;
}

/** `2 minutes ago`, `3 hours ago`; under half a minute `just now`. */
export function ago(ms: number): string {
  if (ms < MINUTE / 2) {
    return 'just now';
  }
  if (ms < 90 * MINUTE) {
    return several(Math.max(1, Math.round(ms / MINUTE)), 'minute');
  }
  return ms < 2 * DAY ? several(Math.round(ms / HOUR), 'hour') : several(Math.round(ms / DAY), 'day');
}

const several = (n: number, unit: string) => `${n} ${unit}${n === 1 ? '' : 's'} ago`;

/** `08:12 UTC`, and with the day when it is not today's. */
export function moment(iso: string, now: number): string {
  const date = new Date(iso).toISOString();
  const time = `${date.slice(11, 16)} UTC`;
  return date.slice(0, 10) === new Date(now).toISOString().slice(0, 10)
    ? time
    : `${date.slice(0, 10)} ${time}`;
}

/** Milliseconds from a time until now. */
export const since = (iso: string, now: number): number => now - Date.parse(iso);
