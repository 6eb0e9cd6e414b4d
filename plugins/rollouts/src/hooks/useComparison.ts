import { useApi } from '@backstage/frontend-plugin-api';
import {
  type Comparison,
  parseRolloutKey,
  type Revision,
  type Rollout,
  rolloutKey,
} from '@greenroom/plugin-rollouts-common';
import { useCallback } from 'react';
import { type Answer, useAnswer } from '@greenroom/plugin-portal-react';
import { promotionsApiRef } from '../api/PromotionsApi';

const nothing: Comparison = { differences: [], same: 0 };

/** How what waits differs from what is live; asked again when either becomes another. */
export function useComparison(rollout: Rollout): Answer<Comparison> {
  const api = useApi(promotionsApiRef);
  const key = rolloutKey(rollout);
  const ask = useCallback(async () => {
    const ref = parseRolloutKey(key);
    return ref ? api.comparison(ref) : nothing;
  }, [api, key]);
  return useAnswer(ask, `${comparedOf(rollout.active)} ${comparedOf(rollout.preview)}`);
}

/** What a comparison is made of beside the templates: digests are known when pods run, replicas are scaled. */
function comparedOf(revision: Revision | undefined): string {
  const digests = revision?.images.map(({ digest }) => digest).join();
  return `${revision?.revision} ${digests} ${revision?.replicas.desired}`;
}
