import { type OrderedRun, runInOrder } from '../runInOrder';
import type { VaultCheck, VaultTarget } from './VaultTarget';

/** Runs the checks; those that seal a node only where it can be opened again. */
export function runVault(options: Omit<OrderedRun<VaultTarget, VaultCheck>, 'whyNot'>) {
  return runInOrder({
    ...options,
    whyNot: (check, target) =>
      check.seals && !target.unsealKeys ? 'nobody seals a real node on purpose' : undefined,
  });
}
