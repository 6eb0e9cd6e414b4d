import {
  allowedActs,
  lastStableOf,
  type PromotionRequest,
  type Rollout,
} from '@greenroom/plugin-rollouts-common';
import { useMemo } from 'react';
import { type ActSituation, actSteps, seenOf } from '../acts/actSteps';
import { requestStep } from '../promotion/promotionSteps';
import type { Step } from '../promotion/Step';
import { useGitOps } from './useGitOps';
import { usePromotion } from './usePromotion';
import { useRights } from './useRights';
import { useSituation } from './useSituation';

const noStanding = { checks: [] };

/** What decides which acts are possible now. */
export function useActSituation(rollout: Rollout, stale: boolean): ActSituation {
  const rights = useRights(rollout);
  const { gitOps, revertHref } = useGitOps(rollout);
  const { standing } = usePromotion(rollout);
  const lastStable = standing && lastStableOf(rollout, standing.previousStable);
  return useMemo(
    () => ({ rollout, rights, stale, seen: seenOf(rollout), lastStable, gitOps, revertHref }),
    [rollout, rights, stale, lastStable, gitOps, revertHref],
  );
}

/** The acts of the menu: those without a vote, and those that are asked for. */
export function useActs(
  rollout: Rollout,
  stale: boolean,
): { acts: Step[]; requests: Step[]; request: PromotionRequest | undefined } {
  const acts = useActSituation(rollout, stale);
  const { standing } = usePromotion(rollout);
  const situation = useSituation(rollout, standing ?? noStanding, stale);
  return useMemo(() => {
    const states = allowedActs(rollout);
    const requests = (['retry', 'promote-full'] as const).map(kind => {
      const step = requestStep(situation, kind);
      const state = states[kind];
      const why = state.why && `${state.why.replace(/\.$/, '')}.`;
      return state.allowed ? step : { ...step, allowed: { allowed: false, why } };
    });
    return { acts: actSteps(acts), requests, request: situation.standing.request };
  }, [acts, rollout, situation]);
}
