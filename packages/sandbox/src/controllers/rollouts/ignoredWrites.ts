import { type KubeObject } from '../../kubernetes/types';
import { type ForeignWrite } from '../Cluster';
import { readRollout } from './rolloutView';

/**
 * What somebody else did between the two versions: promoted or aborted (only a person's write leaves `controllerPause`
 * without a condition, or an `abort` that has no time yet), or changed the specification of what the controller knows.
 */
export function foreignWrite(before: KubeObject, after: KubeObject): ForeignWrite | undefined {
  const [was, is] = [readRollout(before).status, readRollout(after).status];
  const promoted = !!was.pauseConditions?.length && !is.pauseConditions?.length && !!is.controllerPause;
  const aborted = !was.abort && !!is.abort && !is.abortedAt;
  if (promoted || aborted) return 'decision';
  const isChanged = !!before.status && before.metadata.generation !== after.metadata.generation;
  return isChanged ? 'specification' : undefined;
}
