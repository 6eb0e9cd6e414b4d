import { useApi } from '@backstage/frontend-plugin-api';
import type { LedgerCheck } from '@greenroom/plugin-portal-common';
import { type Answer, useAnswer, useLedgerPages } from '@greenroom/plugin-portal-react';
import { parseRolloutKey } from '@greenroom/plugin-rollouts-common';
import { useCallback } from 'react';
import { promotionsApiRef } from '../api/PromotionsApi';

/**
 * What the ledger says of a rollout, newest first.
 *
 * @param key - the rollout's
 * @param news - when it changes, the ledger is asked again
 */
export function useLedger(key: string, news: string): ReturnType<typeof useLedgerPages> {
  const api = useApi(promotionsApiRef);
  const ask = useCallback(
    (cursor: string | undefined) => api.ledger({ rollout: parseRolloutKey(key), cursor }),
    [api, key],
  );
  return useLedgerPages(ask, news);
}

/** Whether the ledger is whole: every entry hangs on the one before. */
export function useLedgerCheck(): Answer<LedgerCheck> {
  const api = useApi(promotionsApiRef);
  return useAnswer(useCallback(() => api.ledgerCheck(), [api]));
}
