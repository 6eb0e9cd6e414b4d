import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { parseRolloutKey, rolloutKey, type RolloutRef } from '@greenroom/plugin-rollouts-common';
import { useCallback } from 'react';
import { useAnswer } from '@greenroom/plugin-portal-react';
import { type GitOps, promotionsApiRef } from '../api/PromotionsApi';
import { revertRouteRef } from '../routes';

/** What GitOps would make of a change by hand, and where git is changed instead; neither where no feature of the portal knows. */
export function useGitOps(rollout: RolloutRef): { gitOps?: GitOps; revertHref?: string } {
  const api = useApi(promotionsApiRef);
  const revert = useRouteRef(revertRouteRef)?.();
  const key = rolloutKey(rollout);
  const ask = useCallback(async () => {
    const ref = parseRolloutKey(key);
    return ref && api.gitOps(ref);
  }, [api, key]);
  const { value, refusal } = useAnswer(ask);
  const { cluster, namespace, name } = rollout;
  const query = new URLSearchParams({ cluster, namespace, rollout: name });
  return {
    // What was true before the last refusal may be so no more.
    gitOps: refusal ? undefined : value,
    revertHref: revert === undefined ? undefined : `${revert}?${query}`,
  };
}
