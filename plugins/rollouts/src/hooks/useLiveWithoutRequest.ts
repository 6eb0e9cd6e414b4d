import { type LedgerEntry } from '@greenroom/plugin-portal-common';
import { useApi } from '@backstage/frontend-plugin-api';
import { parseRolloutKey } from '@greenroom/plugin-rollouts-common';
import { useCallback } from 'react';
import { type Answer, useAnswer, useTicking } from '@greenroom/plugin-portal-react';
import { promotionsApiRef } from '../api/PromotionsApi';
import { newsSince } from '../ledger/news';
import { isAroundThePortal, LIVE_WITHOUT_REQUEST } from '../ledger/entryWords';

/**
 * What went live of one rollout around the portal within a day, newest first.
 *
 * @param about - when it changes, it is asked again
 */
export function useLiveWithoutRequest(key: string, about: string): Answer<LedgerEntry[]> {
  const api = useApi(promotionsApiRef);
  const since = useTicking(newsSince);
  const ask = useCallback(async () => {
    const rollout = parseRolloutKey(key);
    const { items } = await api.ledger({ rollout, kind: LIVE_WITHOUT_REQUEST, since });
    return items.filter(isAroundThePortal);
  }, [api, key, since]);
  return useAnswer(ask, about);
}
