import type { Revision, Rollout } from './rollout';

/**
 * The revision to which an undo may be live at once without a vote: while an update is under way the stable one; else the
 * one that was stable before it, as far as anybody remembers. Page and route ask this.
 * @param previous - stable before what is stable now, as the portal has seen it
 */
export function lastStableOf(
  { active, preview, stable, revisions }: Rollout,
  previous?: string,
): string | undefined {
  if (stable && (preview || active?.revision !== stable.revision)) {
    return stable.revision;
  }
  return previous ?? revisions.find(({ revision }) => revision !== stable?.revision)?.revision;
}

/** Whether its pods are there or on their way. */
export function isUp({ replicas, scaleDownAt }: Revision): boolean {
  return Math.max(replicas.current, replicas.desired) > 0 || scaleDownAt !== undefined;
}

/**
 * Whether going back may be live without a pause: pods that are still up make the controller skip it; so do automatic
 * promotion and a window for going back.
 */
export function mayBeImmediate({ promotion, rollbackWindow = 0 }: Rollout, revision: Revision): boolean {
  return isUp(revision) || promotion !== 'by-person' || rollbackWindow > 0;
}
