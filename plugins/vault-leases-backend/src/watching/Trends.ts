import type { Vault } from '@greenroom/plugin-vault-leases-common';
import type { Totals } from '../vault/metrics';
import { FAILING_MINUTES } from '../reading/thresholds';

/** A refusal by a quota is news for so long. */
const QUOTA_MS = 60_000;
const FAILING_MS = FAILING_MINUTES * 60_000;

/** What the look before told, whichever replica had it. */
export type ToldTotals = Pick<Vault, 'active' | 'failedRevocations' | 'revocationsFailedAt' | 'totalsAt'>;

/** Counters of a node only grow while it runs: what they say now is told by how they were the last time, by this process or another. */
export class Trends {
  #node: string | undefined;
  #last: Totals | undefined;
  #failedAt: number | undefined;
  #refusedAt = -Infinity;

  /** @param now milliseconds since 1970 */
  note(node: string, totals: Totals, { now, told }: { now: number; told: ToldTotals | undefined }): void {
    this.#failedAt ??= failedAt(told);
    if (totals === this.#last) {
      return;
    }
    const before = this.#node === node ? this.#last : undefined;
    const failed = before ? before.failedRevocations : toldLately(node, told, now);
    if (grew(failed, totals.failedRevocations)) {
      this.#failedAt = now;
    }
    if (grew(before?.overQuota, totals.overQuota)) {
      this.#refusedAt = now;
    }
    this.#node = node;
    this.#last = totals;
  }

  /** When revocations were last seen to fail: milliseconds since 1970, and not longer ago than it is news. */
  revocationsFailedAt(now: number): number | undefined {
    return this.#failedAt !== undefined && now - this.#failedAt < FAILING_MS ? this.#failedAt : undefined;
  }

  isOverQuota(now: number): boolean {
    return now - this.#refusedAt < QUOTA_MS;
  }
}

function failedAt(told: ToldTotals | undefined): number | undefined {
  return told?.revocationsFailedAt === undefined ? undefined : Date.parse(told.revocationsFailedAt);
}

/** What was counted before this process looked; of long ago it does not say when it grew. */
function toldLately(node: string, told: ToldTotals | undefined, now: number): number | undefined {
  const toldAt = told?.active === node && told.totalsAt !== undefined ? Date.parse(told.totalsAt) : -Infinity;
  return now - toldAt < FAILING_MS ? told?.failedRevocations : undefined;
}

/** A counter that is not there yet counts nothing. */
function grew(before: number | undefined, now: number | undefined): boolean {
  return before !== undefined && now !== undefined && now > before;
}
