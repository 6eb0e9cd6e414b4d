import { isUp, type Revision, type Rollout } from '@greenroom/plugin-rollouts-common';

/** What an undo would do to the users' traffic: known from what the cluster has now. */
export type UndoEffect = 'immediate' | 'immediate-or-waits' | 'waits-again' | 'by-itself';

/**
 * The controller skips the pause for the revision that was replaced last, while all its pods are up and it knows when they
 * go (1.9.2 and 1.10.1), and within a window for going back. To the stable revision it stops at a pause sometimes (1.9.2),
 * which the portal promotes.
 */
export function undoEffect(rollout: Rollout, revision: Revision): UndoEffect {
  const { stable, promotion, rollbackWindow = 0 } = rollout;
  if (revision.revision === stable?.revision) {
    return 'immediate';
  }
  if (promotion !== 'by-person') {
    return isUp(revision) ? 'immediate' : 'by-itself';
  }
  if (!isUp(revision)) {
    return rollbackWindow > 0 ? 'immediate-or-waits' : 'waits-again';
  }
  return isWayBack(revision, stable) ? 'immediate' : 'immediate-or-waits';
}

/** What is newer than the stable revision 1.10.1 does not take for a way back. */
function isWayBack({ replicas, scaleDownAt, createdAt }: Revision, stable: Revision | undefined): boolean {
  const isOlder = createdAt !== undefined && stable?.createdAt !== undefined && createdAt < stable.createdAt;
  return scaleDownAt !== undefined && replicas.ready >= replicas.desired && isOlder;
}

export const undoEffectWords: Record<UndoEffect, string> = {
  immediate: 'immediate',
  'immediate-or-waits': 'immediate or waits again',
  'waits-again': 'waits again',
  'by-itself': 'goes live by itself',
};
