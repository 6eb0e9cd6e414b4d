import type { Revision, Rollout } from '@greenroom/plugin-rollouts-common';

/** What an undo would do to the users' traffic: known from what the cluster has now. */
export type UndoEffect = 'immediate' | 'waits-again' | 'by-itself';

/**
 * The controller skips the pause for the stable template, and for one whose pods are still up (measured on 1.9.2 and
 * 1.10.1); where 1.9.2 stops at a pause for the stable one nevertheless, the portal promotes it.
 */
export function undoEffect(rollout: Rollout, { revision, replicas, scaleDownAt }: Revision): UndoEffect {
  if (revision === rollout.stable?.revision || replicas.current > 0 || scaleDownAt !== undefined) {
    return 'immediate';
  }
  return rollout.promotion === 'by-person' ? 'waits-again' : 'by-itself';
}

export const undoEffectWords: Record<UndoEffect, string> = {
  immediate: 'immediate',
  'waits-again': 'waits again',
  'by-itself': 'goes live by itself',
};
