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
  const known = line.values.flatMap((value, index) =>
    value === null ? [] : [{ value, at: line.at[index] ?? 0 }],
  );
  const [first] = known;
  if (!first) {
    return `${name}no data.`;
  }
  const highest = known.reduce((most, point) => (point.value > most.value ? point : most), first);
  const lowest = known.reduce((least, point) => (point.value < least.value ? point : least), first);
  const last = lastValue(line);
  const ended = known.at(-1)?.at ?? first.at;
  const gaps = gapsOf(line.values);
  return `${name}${[
    last === undefined ? `no value since ${clock(ended, now)}` : `now ${words(last)}`,
    `lowest ${words(lowest.value)}`,
    `highest ${words(highest.value)} at ${clock(highest.at, now)}`,
    ...(gaps > 0 ? [`${count(gaps, 'gap')} without data`] : []),
  ].join(', ')}.`;
}

/** Runs without a value between two that have one. */
function gapsOf(values: readonly (number | null)[]): number {
  const first = values.findIndex(value => value !== null);
  const last = values.findLastIndex(value => value !== null);
  return values.slice(first, last).filter((value, index, all) => value === null && all[index - 1] !== null)
    .length;
}

export const clock = (seconds: number, now: Date) => formatClock(new Date(seconds * 1000), now);
