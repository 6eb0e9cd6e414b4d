import { DateTime, IANAZone } from 'luxon';
import type { Freeze } from './policy';

/** A freeze at some moment. */
export interface Frozen {
  name: string;
  /** RFC 3339 UTC: when nothing freezes any more, so past freezes that follow without a gap. */
  until: string;
  /** In which people of the freeze reckon. */
  timeZone: string;
}

interface Span {
  name: string;
  from: number;
  to: number;
  timeZone: string;
}

const DAY_MS = 86_400_000;
/** Freezes that follow each other without an end are followed for more than a year. */
const HOPS = 400;

/** What freezes at this moment, the one that lasts longest first; `undefined` when nothing does. */
export function freezeAt(freezes: readonly Freeze[], at: Date): Frozen | undefined {
  const first = lastingAt(freezes, at.getTime());
  if (!first) {
    return undefined;
  }
  let last = first;
  for (let hop = 0; hop < HOPS; hop += 1) {
    const next = lastingAt(freezes, last.to);
    if (!next) {
      break;
    }
    last = next;
  }
  return { name: first.name, until: new Date(last.to).toISOString(), timeZone: last.timeZone };
}

/** Whether a time zone of that name is known, e.g. `Europe/Berlin`. */
export function isTimeZone(name: string): boolean {
  return IANAZone.isValidZone(name);
}

function lastingAt(freezes: readonly Freeze[], at: number): Span | undefined {
  return freezes
    .flatMap(freeze => spansAround(freeze, at))
    .filter(({ from, to }) => from <= at && at < to)
    .reduce<Span | undefined>(
      (longest, span) => (longest && longest.to >= span.to ? longest : span),
      undefined,
    );
}

function spansAround(freeze: Freeze, at: number): Span[] {
  if (freeze.kind === 'once') {
    return [{ name: freeze.name, from: Date.parse(freeze.from), to: Date.parse(freeze.to), timeZone: 'UTC' }];
  }
  const { name, days, timeZone } = freeze;
  const today = DateTime.fromMillis(at, { zone: timeZone });
  return [-2, -1, 0, 1]
    .map(days_ => today.plus({ days: days_ }))
    .filter(day => days.includes(day.weekday))
    .map(day => {
      const nextDay = freeze.to <= freeze.from;
      const from = Math.min(...instants(day, freeze.from));
      const to = Math.max(...instants(nextDay ? day.plus({ days: 1 }) : day, freeze.to));
      return { name, from, to, timeZone };
    });
}

/**
 * The instants at which the clock on the wall may show this time on a day: two where clocks go back, and where they go
 * forward over it the two it would have been. The first begins a freeze and the last ends it, so that the night in which
 * the clocks change is never frozen for less.
 */
function instants({ year, month, day, zone }: DateTime, time: string): number[] {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const wall = Date.UTC(year, month - 1, day, hour, minute);
  const offsets = [...new Set([wall - DAY_MS, wall + DAY_MS].map(near => zone.offset(near)))];
  const candidates = offsets.map(offset => ({ offset, instant: wall - offset * 60_000 }));
  const real = candidates.filter(({ offset, instant }) => zone.offset(instant) === offset);
  return (real.length > 0 ? real : candidates).map(({ instant }) => instant);
}
