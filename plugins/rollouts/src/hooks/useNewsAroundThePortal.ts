import { type LedgerEntry, ledgerEntrySchema } from '@greenroom/plugin-portal-common';
import { useRows, useTicking, useTopic } from '@greenroom/plugin-portal-react';
import { LIVE_WITHOUT_REQUEST_TOPIC } from '@greenroom/plugin-rollouts-common';
import { useMemo } from 'react';
import { isAroundThePortal } from '../ledger/entryWords';
import { newsSince } from '../ledger/news';

const topic = { type: LIVE_WITHOUT_REQUEST_TOPIC, key: '' };

/** What went live around the portal within a day, everywhere the person may look, live; newest first. */
export function useNewsAroundThePortal(): {
  news: readonly LedgerEntry[];
  /** Why there may be more: the portal's own record cannot be read now. */
  unread: string | undefined;
} {
  const view = useTopic(topic);
  const { rows } = useRows(view, ledgerEntrySchema);
  const since = useTicking(newsSince);
  const news = useMemo(
    () =>
      [...rows.values()]
        .filter(entry => isAroundThePortal(entry) && entry.at >= since)
        .sort((a, b) => b.seq - a.seq),
    [rows, since],
  );
  const ledger = view.sources.find(({ kind, freshness }) => kind === 'portal' && freshness === 'unreachable');
  return { news, unread: ledger && (ledger.reason ?? 'The ledger of rollouts cannot be read.') };
}
