import { formatInstant } from '../time/format';
import type { ChartLine } from './line';
import { valueAt } from './line';

/** `writer 31 %, reader 12 %` at a moment, after the exact time. */
export function cursorWords(
  { lines, words }: { lines: readonly ChartLine[]; words: (value: number) => string },
  at: number,
): string {
  const values = lines.map(line => {
    const text = valueWords(valueAt(line, at), words);
    return lines.length > 1 ? `${line.label} ${text}` : text;
  });
  return `${formatInstant(new Date(at * 1000))}: ${values.join(', ')}`;
}

/** A value with its unit; a gap is `no data`. */
export function valueWords(value: number | null | undefined, words: (value: number) => string): string {
  return value === null || value === undefined ? 'no data' : words(value);
}
