const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A length of time as people say it: `12 s`, `38 min`, `3 h 05 min`, `2 d 4 h`, `23 d`. Never negative. */
export function formatDuration(ms: number): string {
  const length = Math.max(0, ms);
  if (length < MINUTE) {
    return `${Math.floor(length / SECOND)} s`;
  }
  if (length < HOUR) {
    return `${Math.floor(length / MINUTE)} min`;
  }
  if (length < DAY) {
    const minutes = Math.floor((length % HOUR) / MINUTE);
    return `${Math.floor(length / HOUR)} h ${String(minutes).padStart(2, '0')} min`;
  }
  const days = Math.floor(length / DAY);
  const hours = Math.floor((length % DAY) / HOUR);
  return days < 7 && hours > 0 ? `${days} d ${hours} h` : `${days} d`;
}

/** `just now`, `3 min ago`, `in 38 min`. Instants a little ahead of our clock are `just now`: clocks differ. */
export function formatRelative(at: Date, now: Date): string {
  const ms = now.getTime() - at.getTime();
  if (Math.abs(ms) < 5 * SECOND) {
    return 'just now';
  }
  return ms > 0 ? `${formatDuration(ms)} ago` : `in ${formatDuration(-ms)}`;
}

/** `3 min old`. */
export function formatAge(at: Date, now: Date): string {
  return `${formatDuration(now.getTime() - at.getTime())} old`;
}

/** `0:48`, `2:10`, `1:02:10`; `0:00` when it is over. */
export function formatCountdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / SECOND));
  const pad = (part: number) => String(part).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(seconds % 60)}` : `${minutes}:${pad(seconds % 60)}`;
}

const clockTime = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short' });
const dayAndMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const fullDate = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });
const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long' });

/** When it was, in the reader's time zone, as short as it stays clear: `10:42`, `Tue 10:42`, `2 Nov 10:42`. */
export function formatClock(at: Date, now: Date): string {
  const time = clockTime.format(at);
  if (at.toDateString() === now.toDateString()) {
    return time;
  }
  if (Math.abs(now.getTime() - at.getTime()) < 6 * DAY) {
    return `${weekday.format(at)} ${time}`;
  }
  const day = at.getFullYear() === now.getFullYear() ? dayAndMonth.format(at) : fullDate.format(at);
  return `${day} ${time}`;
}

/** The exact instant in the reader's time zone, for tooltips. */
export function formatInstant(at: Date): string {
  return exact.format(at);
}

/** The beginning of this minute in milliseconds since 1970, for what need not be reckoned anew each second. */
export function wholeMinute(now: Date): number {
  return Math.floor(now.getTime() / MINUTE) * MINUTE;
}
