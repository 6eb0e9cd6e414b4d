export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/** Milliseconds since 1970 of an RFC 3339 instant; `undefined` for what is none. */
export function instant(written: string | undefined): number | undefined {
  const at = written === undefined ? Number.NaN : Date.parse(written);
  return Number.isNaN(at) ? undefined : at;
}

/** RFC 3339 without fractions, as Kubernetes writes it. */
export function stamp(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** Whether so long has passed since then; if not, when it will have. What has no time is old. */
export function hasLasted(
  since: string | undefined,
  long: number,
  now: number,
): { lasted: boolean; until?: number } {
  const at = instant(since);
  return at === undefined || now - at >= long ? { lasted: true } : { lasted: false, until: at + long };
}

/** The earliest of instants. */
export function earliest(stamps: readonly (string | undefined)[]): string | undefined {
  const known = stamps.flatMap(one => {
    const at = instant(one);
    return one === undefined || at === undefined ? [] : [{ one, at }];
  });
  return known.sort((a, b) => a.at - b.at)[0]?.one;
}

/** An instant in a sentence: `2026-11-20 02:04 UTC`. */
export function clockWords(written: string): string {
  const at = instant(written);
  return at === undefined ? written : `${stamp(at).slice(0, 16).replace('T', ' ')} UTC`;
}
