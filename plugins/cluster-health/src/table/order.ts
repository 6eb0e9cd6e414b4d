import { compareVerdicts, type Verdict } from '@greenroom/plugin-portal-common';

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

function compareValues(a: string | number | undefined, b: string | number | undefined): number {
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

/** Each value once, in order. */
export function choices(values: Iterable<string | undefined>): string[] {
  return [...new Set(values)].filter(value => value !== undefined).sort();
}
