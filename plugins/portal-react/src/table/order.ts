import { compareVerdicts, type Verdict } from '@greenroom/plugin-portal-common';
import type { ListChanges } from './changes';

export type Compare<T> = (a: T, b: T) => number;

/** Code units, not a locale: tens of thousands of rows are ordered at each look. What has no value comes last. */
export function byText<T>(of: (row: T) => string | undefined): Compare<T> {
  return (a, b) => compareValues(of(a), of(b));
}

/** Most first; what has no value comes last. */
export function byNumber<T>(of: (row: T) => number | undefined): Compare<T> {
  return (a, b) => {
    const [left, right] = [of(a), of(b)];
    return left === undefined || right === undefined ? compareValues(left, right) : right - left;
  };
}

/** What has no value comes last. */
export function compareValues(a: string | number | undefined, b: string | number | undefined): number {
  if (a === b) {
    return 0;
  }
  if (a === undefined || b === undefined) {
    return a === undefined ? 1 : -1;
  }
  return a < b ? -1 : 1;
}

/** Worst first, and of those in the same state the oldest: instants are RFC 3339 UTC, so that text order is time order. */
export function worstFirst(a: { verdict: Verdict; since?: string }, b: typeof a): number {
  return compareVerdicts(a.verdict, b.verdict) || compareValues(a.since, b.since);
}

/** A total order: equal rows fall back to their key, so that it never depends on the order of arrival. */
export function totalOrder<T>(
  compare: Compare<T>,
  keyOf: (row: T) => string,
  descending: boolean,
): Compare<T> {
  const sign = descending ? -1 : 1;
  return (a, b) => sign * compare(a, b) || compareValues(keyOf(a), keyOf(b));
}

/**
 * An ordered list after some rows went and others came, without comparing what stayed.
 *
 * @param before - in this order
 * @param compare - a total order: equal are only rows of the same key
 */
export function reordered<T>(
  before: readonly T[],
  { gone, come }: ListChanges<T>,
  compare: Compare<T>,
): readonly T[] {
  const places = gone.map(row => placeOf(row, before, 0, compare));
  const left = without(
    before,
    places.filter((place, index) => before[place] === gone[index]),
  );
  return come.length === 0 ? left : merged(left, [...come].sort(compare), compare);
}

function without<T>(rows: readonly T[], places: readonly number[]): readonly T[] {
  const parts: (readonly T[])[] = [];
  let from = 0;
  for (const place of [...new Set(places)].sort((a, b) => a - b)) {
    parts.push(rows.slice(from, place));
    from = place + 1;
  }
  const nothing: T[] = [];
  return places.length === 0 ? rows : nothing.concat(...parts, rows.slice(from));
}

/** Two ordered lists as one; the second is short, so each place is looked for by halves. */
function merged<T>(many: readonly T[], few: readonly T[], compare: Compare<T>): T[] {
  const parts: (readonly T[])[] = [];
  let from = 0;
  for (const row of few) {
    const place = placeOf(row, many, from, compare);
    parts.push(many.slice(from, place), [row]);
    from = place;
  }
  const nothing: T[] = [];
  return nothing.concat(...parts, many.slice(from));
}

/** Where in an ordered list, not before `from`, a row belongs. */
function placeOf<T>(row: T, rows: readonly T[], from: number, compare: Compare<T>): number {
  let [low, high] = [from, rows.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const other = rows[middle];
    if (other !== undefined && compare(other, row) < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** Each value once, in order. */
export function choices(values: Iterable<string | undefined>): string[] {
  return [...new Set(values)].filter(value => value !== undefined).sort();
}
