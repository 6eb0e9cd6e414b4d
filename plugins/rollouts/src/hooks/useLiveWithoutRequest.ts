import { useApi } from '@backstage/frontend-plugin-api';
import { type LedgerEntry, parseRolloutKey } from '@greenroom/plugin-rollouts-common';
import { useCallback } from 'react';
import { type Answer, useAnswer, useTicking } from '@greenroom/plugin-portal-react';
import { promotionsApiRef } from '../api/PromotionsApi';
import { isAroundThePortal, LIVE_WITHOUT_REQUEST } from '../ledger/entryWords';

const HOUR_MS = 3_600_000;
/** For how long it is news that something went live around the portal. */
const NEWS_MS = 24 * HOUR_MS;

/** By the hour, so that the same question stays the same for a while. */
const newsSince = (now: Date) =>
  new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS - NEWS_MS).toISOString();

/**
 * What went live around the portal within a day, newest first.
 *
 * @param key - of one rollout; without it, everywhere the person may look
 * @param about - when it changes, it is asked again
 */
export function useLiveWithoutRequest(key: string | undefined, about: string): Answer<LedgerEntry[]> {
  const api = useApi(promotionsApiRef);
  const since = useTicking(newsSince);
  const ask = useCallback(async () => {
    const rollout = key === undefined ? undefined : parseRolloutKey(key);
    const { items } = await api.ledger({ rollout, kind: LIVE_WITHOUT_REQUEST, since });
    return items.filter(isAroundThePortal);
  }, [api, key, since]);
  return useAnswer(ask, about);
}
