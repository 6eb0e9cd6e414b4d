import { type KubeObject } from '../../kubernetes/types';
import { readRollout } from './rolloutView';

/**
 * Whether between the two versions somebody else promoted or aborted: only a person's write leaves `controllerPause`
 * without a condition, or an `abort` that has no time yet.
 */
export function isForeignDecision(before: KubeObject, after: KubeObject): boolean {
  const [was, is] = [readRollout(before).status, readRollout(after).status];
  const promoted = !!was.pauseConditions?.length && !is.pauseConditions?.length && !!is.controllerPause;
  const aborted = !was.abort && !!is.abort && !is.abortedAt;
  return promoted || aborted;
}
