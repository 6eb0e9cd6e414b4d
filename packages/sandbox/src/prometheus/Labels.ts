/** Of a series, its name as `__name__` among them. */
export type Labels = Readonly<Record<string, string>>;

/** A part of a selector. */
export interface Matcher {
  label: string;
  matches(value: string): boolean;
}

/** A label that a series has not is one with an empty value. */
export function matchesAll(matchers: readonly Matcher[], labels: Labels): boolean {
  return matchers.every(({ label, matches }) => matches(labels[label] ?? ''));
}
