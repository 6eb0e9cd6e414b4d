import { useNames } from '@greenroom/plugin-portal-react';
import type { PromotionStanding, Rollout } from '@greenroom/plugin-rollouts-common';
import { useMemo } from 'react';
import { refsOf } from '../promotion/people';
import type { Situation } from '../promotion/promotionSteps';
import { useMe } from './useMe';

/** All that decides what the person at the page can do about the next promotion. */
export function useSituation(rollout: Rollout, standing: PromotionStanding, stale: boolean): Situation {
  const person = useMe();
  const { request, policy, authors } = standing;
  const refs = useMemo(
    () => [...refsOf({ policy, authors }), ...(request ? refsOf(request) : [])],
    [policy, authors, request],
  );
  const names = useNames(refs);
  return useMemo(
    () => ({ rollout, standing, person, stale, names }),
    [rollout, standing, person, stale, names],
  );
}
