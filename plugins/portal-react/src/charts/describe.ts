import { formatClock } from '../time/format';
import { count } from '../words';
import { type ChartLine, lastValue, type TimeWindow, within } from './line';

/** An event on the time axis. */
export interface ChartMark {
  id: string;
  /** Seconds since 1970. */
  at: number;
  kind: 'failover' | 'maintenance' | 'promotion' | 'backup' | 'failure' | 'other';
  /** e.g. `failover` */
  word: string;
  text: string;
}

export interface Described {
  title: string;
  lines: readonly ChartLine[];
  marks: readonly ChartMark[];
  words: (value: number) => string;
  threshold?: number;
}

/** What a chart shows, for whoever cannot see it. */
export function describeChart(chart: Described, window: TimeWindow, now: Date): string {
  const { title, lines, marks, words, threshold } = chart;
  const seen = marks.filter(({ at }) => at >= window.from && at <= window.to);
  return [
    `${title} from ${clock(window.from, now)} to ${clock(window.to, now)}.`,
    ...lines.map(line => describeLine(within(line, window), words, lines.length > 1, now)),
    threshold === undefined ? '' : `The limit is ${words(threshold)}.`,
    seen.length === 0 ? '' : `${seen.map(({ at, word }) => `${word} at ${clock(at, now)}`).join(', ')}.`,
  ]
    .filter(Boolean)
    .join(' ');
}

function describeLine(
  line: ChartLine,
  words: (value: number) => string,
  isNamed: boolean,
  now: Date,
): string {
  const name = isNamed ? `${line.label}: ` : '';
  const walked = walk(line.values);
  if (!walked) {
    return `${name}no data.`;
  }
  const { lowest, highest, highestAt, endedAt, gaps } = walked;
  const clockAt = (index: number) => clock(line.at[index] ?? 0, now);
  const last = lastValue(line);
  return `${name}${[
    last === undefined ? `no value since ${clockAt(endedAt)}` : `now ${words(last)}`,
    `lowest ${words(lowest)}`,
    `highest ${words(highest)} at ${clockAt(highestAt)}`,
    ...(gaps > 0 ? [`${count(gaps, 'gap')} without data`] : []),
  ].join(', ')}.`;
}

interface Walked {
  lowest: number;
  highest: number;
  /** Place of the first that is the highest, and of the last value. */
  highestAt: number;
  endedAt: number;
  /** Runs without a value between two that have one. */
  gaps: number;
}

/** Once over all values and nothing made of each: there are thousands, and a page draws when that is done. */
function walk(values: ChartLine['values']): Walked | undefined {
  let found: Walked | undefined;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? null;
    if (value === null) {
      continue;
    }
    found ??= { lowest: value, highest: value, highestAt: index, endedAt: index, gaps: 0 };
    found.gaps += index > found.endedAt + 1 ? 1 : 0;
    found.endedAt = index;
    found.lowest = Math.min(found.lowest, value);
    if (value > found.highest) {
      found.highest = value;
      found.highestAt = index;
    }
  }
  return found;
}

export const clock = (seconds: number, now: Date) => formatClock(new Date(seconds * 1000), now);
