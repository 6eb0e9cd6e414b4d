import { useApi } from '@backstage/frontend-plugin-api';
import { type LedgerCheck, type LedgerEntry, parseRolloutKey } from '@greenroom/plugin-rollouts-common';
import { useCallback, useState } from 'react';
import { type Answer, useAnswer } from '@greenroom/plugin-portal-react';
import { promotionsApiRef } from '../api/PromotionsApi';

/** How many pages of the ledger are shown at first. */
const FIRST = 1;

/**
 * What the ledger says of a rollout, newest first.
 *
 * @param key - the rollout's
 * @param news - when it changes, the ledger is asked again
 */
export function useLedger(
  key: string,
  news: string,
): Answer<{ entries: LedgerEntry[]; more: boolean }> & { showMore: () => void } {
  const api = useApi(promotionsApiRef);
  const [pages, setPages] = useState(FIRST);
  const answer = useAnswer(
    useCallback(async () => {
      const entries: LedgerEntry[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < pages; page += 1) {
        const { items, nextCursor } = await api.ledger({ rollout: parseRolloutKey(key), cursor });
        entries.push(...items);
        cursor = nextCursor;
        if (cursor === undefined) {
          break;
        }
      }
      return { entries, more: cursor !== undefined };
    }, [api, key, pages]),
    news,
  );
  return { ...answer, showMore: useCallback(() => setPages(n => n + 1), []) };
}

/** Whether the ledger is whole: every entry hangs on the one before. */
export function useLedgerCheck(): Answer<LedgerCheck> {
  const api = useApi(promotionsApiRef);
  return useAnswer(useCallback(() => api.ledgerCheck(), [api]));
}
