import { useApi } from '@backstage/frontend-plugin-api';
import type { Check } from '@greenroom/plugin-portal-common';
import { useAnswer, useTicking } from '@greenroom/plugin-portal-react';
import { parseRolloutKey, rolloutKey, type RolloutRef } from '@greenroom/plugin-rollouts-common';
import { useCallback, useMemo } from 'react';
import { promotionsApiRef } from '../api/PromotionsApi';

const AGAIN_MS = 30_000;
const halfMinute = (now: Date) => Math.floor(now.getTime() / AGAIN_MS);

/**
 * The checks of a standing with the words that this person may read. A topic says the same to everybody who watches it,
 * so that of other features' checks it has the outcomes only; the words are asked for this person, and again when an
 * outcome changes or half a minute has passed. An outcome is always the topic's.
 */
export function useReadiness(ref: RolloutRef, checks: readonly Check[]): readonly Check[] {
  const api = useApi(promotionsApiRef);
  const key = rolloutKey(ref);
  const time = useTicking(halfMinute);
  const outcomes = checks.filter(isOfAnother).map(({ id, outcome }) => `${id} ${outcome}`);
  const isAsked = outcomes.length > 0;
  const ask = useCallback(async () => {
    const rollout = parseRolloutKey(key);
    return rollout ? api.readiness(rollout) : [];
  }, [api, key]);
  const { value } = useAnswer(isAsked ? ask : undefined, `${outcomes.join()} ${isAsked ? time : ''}`);
  return useMemo(() => {
    const told = new Map((value ?? []).map(check => [check.id, check]));
    return checks.map(check => {
      const own = isOfAnother(check) ? told.get(check.id) : undefined;
      return own?.outcome === check.outcome ? own : check;
    });
  }, [checks, value]);
}

/** Of a feature that said nothing there is one check, in our own words and by the feature's name. */
const isOfAnother = ({ id, from }: Check) => from !== 'rollouts' && id !== from;
