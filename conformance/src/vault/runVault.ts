import { type OrderedRun, runInOrder } from '../runInOrder';
import type { VaultCheck, VaultTarget } from './VaultTarget';

/** Runs the checks; those that seal, kill or wait only where that can be done. */
export function runVault(options: Omit<OrderedRun<VaultTarget, VaultCheck>, 'whyNot'>) {
  return runInOrder({ ...options, whyNot });
}

function whyNot(
  { seals, kills, givesUp }: VaultCheck,
  { unsealKeys, act, giveUp }: VaultTarget,
): string | undefined {
  if (seals && !unsealKeys) return 'nobody seals a real node on purpose';
  if (kills && !act) return 'nobody kills a real node on purpose';
  return givesUp && !giveUp ? 'no lease of it is irrevocable' : undefined;
}
