import { type Finding, type Reading, stamp } from '../reading';

/**
 * Since when something is so, where its object does not say: since it was seen to become so. What was so already when
 * the cluster was first read, or may have become so while nobody was told of it, has no time: it may be older.
 */
export class Onsets {
  /** What was found undated, by the unit, then by the rule and cause; with no time, it may be older than we know. */
  readonly #since = new Map<string, ReadonlyMap<string, string | undefined>>();

  /**
   * Adds the times to what has none.
   *
   * @param reading - of the unit now; `undefined` when it is gone
   * @param isSeen - everything of the cluster was read before, and what happens is told as it happens
   */
  date(id: string, reading: Reading | undefined, now: number, isSeen: boolean): Reading | undefined {
    const undated = reading?.findings.filter(({ since }) => since === undefined).map(keyOf) ?? [];
    if (!reading || undated.length === 0) {
      this.#since.delete(id);
      return reading;
    }
    const before = this.#since.get(id);
    const onset = isSeen ? stamp(now) : undefined;
    const since = new Map(undated.map(key => [key, before?.has(key) ? before.get(key) : onset]));
    this.#since.set(id, since);
    return { ...reading, findings: reading.findings.map(finding => dated(finding, since)) };
  }
}

function dated(finding: Finding, times: ReadonlyMap<string, string | undefined>): Finding {
  const since = finding.since ?? times.get(keyOf(finding));
  return since === undefined ? finding : { ...finding, since };
}

function keyOf({ rule, cause = '' }: Finding): string {
  return `${rule}/${cause}`;
}
