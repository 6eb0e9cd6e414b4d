import type { LedgerEntry, LedgerPage } from '@greenroom/plugin-portal-common';
import { useCallback, useState } from 'react';
import { type Answer, useAnswer } from '../answers/useAnswer';

/** What a ledger says of something, as far back as it was asked for. */
export interface LedgerPages {
  /** Newest first. */
  entries: LedgerEntry[];
  /** Whether there are older ones. */
  more: boolean;
}

/**
 * What a ledger says of something, newest first.
 *
 * @param ask - for a page; the same function at each call
 * @param news - when it changes, the ledger is asked again
 */
export function useLedgerPages(
  ask: (cursor: string | undefined) => Promise<LedgerPage>,
  news: string,
): Answer<LedgerPages> & { showMore: () => void } {
  const [pages, setPages] = useState(1);
  const answer = useAnswer(
    useCallback(async () => {
      const entries: LedgerEntry[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < pages; page += 1) {
        const { items, nextCursor } = await ask(cursor);
        entries.push(...items);
        cursor = nextCursor;
        if (cursor === undefined) {
          break;
        }
      }
      return { entries, more: cursor !== undefined };
    }, [ask, pages]),
    news,
  );
  return { ...answer, showMore: useCallback(() => setPages(n => n + 1), []) };
}
