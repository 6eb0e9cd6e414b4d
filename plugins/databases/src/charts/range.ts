import type { TimeWindow } from '@greenroom/plugin-portal-react';

const HOUR = 3600;
const DAY = 24 * HOUR;

/** What can be chosen, in seconds before now. */
export const lengths = {
  '1h': HOUR,
  '3h': 3 * HOUR,
  '12h': 12 * HOUR,
  '1d': DAY,
  '7d': 7 * DAY,
  '14d': 14 * DAY,
};
export type Length = keyof typeof lengths;
export const lengthWords: Readonly<Record<Length, string>> = {
  '1h': '1 h',
  '3h': '3 h',
  '12h': '12 h',
  '1d': '1 d',
  '7d': '7 d',
  '14d': '14 d',
};
const usual: Length = '3h';

/** What the address asks for: so much until now, or one's own span. */
export type Range = { length: Length } | TimeWindow;

/** No chart is shorter. */
const SHORTEST = 300;
/** CloudWatch keeps hours for 455 days: longer ago there is nothing. */
const LONGEST = 455 * DAY;

/** Reads `range=3h`, or `from=…&to=…` (RFC 3339). `problem` says why what is asked for cannot be shown. */
export function readRange(params: URLSearchParams, nowSeconds: number): { range: Range; problem?: string } {
  const [from, to] = [params.get('from'), params.get('to')];
  if (from === null && to === null) {
    const length = params.get('range') ?? usual;
    return isLength(length)
      ? { range: { length } }
      : { range: { length: usual }, problem: `${length} is no time range.` };
  }
  const window = { from: Date.parse(from ?? '') / 1000, to: Date.parse(to ?? '') / 1000 };
  const problem = problemOf(window, nowSeconds);
  return problem ? { range: { length: usual }, problem } : { range: window };
}

function problemOf({ from, to }: TimeWindow, now: number): string | undefined {
  if (Number.isNaN(from) || Number.isNaN(to)) {
    return 'A time range needs a beginning and an end.';
  }
  if (to - from < SHORTEST) {
    return 'The end has to be at least five minutes after the beginning.';
  }
  if (from > now) {
    return 'The time range has not begun yet.';
  }
  return to - from > LONGEST ? 'Nothing is kept for longer than 455 days.' : undefined;
}

function isLength(text: string): text is Length {
  return Object.hasOwn(lengths, text);
}

/** What is to be seen of a range, now. */
export function windowOf(range: Range, now: number): TimeWindow {
  return 'length' in range ? { from: now - lengths[range.length], to: now } : range;
}

/** The other way; what else is in the address stays. */
export function writeRange(range: Range, params: URLSearchParams): URLSearchParams {
  const written = new URLSearchParams(params);
  ['range', 'from', 'to'].forEach(name => written.delete(name));
  if ('length' in range) {
    written.set('range', range.length);
  } else {
    written.set('from', instant(range.from));
    written.set('to', instant(range.to));
  }
  return written;
}

const instant = (seconds: number) => new Date(Math.round(seconds) * 1000).toISOString().replace('.000Z', 'Z');

/** No chart has many more points than this: a screen has not many more pixels. */
const MOST_POINTS = 2100;
/** Of AWS: 60 s for 15 days, 300 s for 63, 3,600 s for 455. */
const kept: readonly { period: number; days: number }[] = [
  { period: 60, days: 15 },
  { period: 300, days: 63 },
  { period: 3600, days: 455 },
];
const periods = [60, 300, 900, 3600, 6 * HOUR, DAY];

/** The shortest period that has not too many points, and that is still kept of so long ago. */
export function periodOf({ from, to }: TimeWindow, nowSeconds: number): number {
  const shortest = kept.find(({ days }) => nowSeconds - from <= days * DAY)?.period ?? HOUR;
  return periods.find(period => period >= shortest && (to - from) / period <= MOST_POINTS) ?? DAY;
}

/** The span in whole periods that has all of it. */
export function aligned({ from, to }: TimeWindow, period: number): TimeWindow {
  return { from: Math.floor(from / period) * period, to: Math.ceil(to / period) * period };
}
