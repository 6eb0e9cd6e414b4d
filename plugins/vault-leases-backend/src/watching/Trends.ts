import { FAILING_MINUTES } from '../reading/thresholds';
import type { Totals } from '../vault/metrics';

/** A refusal by a quota is news for so long. */
const QUOTA_MS = 60_000;

/** Counters of a node only grow while it runs: what they say now is told by how they were the last time. */
export class Trends {
  #node: string | undefined;
  #last: Totals | undefined;
  #failedAt = -Infinity;
  #refusedAt = -Infinity;

  /** @param now milliseconds since 1970 */
  note(node: string, totals: Totals, now: number): void {
    if (totals === this.#last) {
      return;
    }
    const before = this.#node === node ? this.#last : undefined;
    if (grew(before?.failedRevocations, totals.failedRevocations)) {
      this.#failedAt = now;
    }
    if (grew(before?.overQuota, totals.overQuota)) {
      this.#refusedAt = now;
    }
    this.#node = node;
    this.#last = totals;
  }

  isFailingToRevoke(now: number): boolean {
    return now - this.#failedAt < FAILING_MINUTES * 60_000;
  }

  isOverQuota(now: number): boolean {
    return now - this.#refusedAt < QUOTA_MS;
  }
}

/** A counter that is not there yet counts nothing. */
function grew(before: number | undefined, now: number | undefined): boolean {
  return before !== undefined && now !== undefined && now > before;
}
