import type { Ledger, LedgerCheck } from './Ledger';

/** To walk the chain costs seconds when it is long: those who ask while it is walked share the answer. */
export function sharedWalk(ledger: Pick<Ledger, 'verify'>): () => Promise<LedgerCheck> {
  let walking: Promise<LedgerCheck> | undefined;
  return () => {
    walking ??= ledger.verify().finally(() => {
      walking = undefined;
    });
    return walking;
  };
}
