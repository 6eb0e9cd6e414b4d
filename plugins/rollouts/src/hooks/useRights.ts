import { useRight } from '@greenroom/plugin-portal-react';
import {
  type RolloutRef,
  rolloutPlace,
  rolloutsOperatePermission,
  rolloutsRollbackPermission,
} from '@greenroom/plugin-rollouts-common';
import { useMemo } from 'react';
import type { Rights } from '../acts/actSteps';

/** What this person may do at a rollout's place without a vote, and why not. */
export function useRights(ref: RolloutRef): Rights {
  const place = rolloutPlace(ref);
  const where = `${ref.namespace} on ${ref.cluster}`;
  const operate = useRight(rolloutsOperatePermission, place, `operate ${where}`);
  const rollback = useRight(rolloutsRollbackPermission, place, `roll back in ${where}`);
  return useMemo(() => ({ operate, rollback }), [operate, rollback]);
}
