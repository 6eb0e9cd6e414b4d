import { useRows, useTicking, useTopic } from '@greenroom/plugin-portal-react';
import {
  LIVE_WITHOUT_REQUEST_TOPIC,
  type LedgerEntry,
  ledgerEntrySchema,
} from '@greenroom/plugin-rollouts-common';
import { useMemo } from 'react';
import { isAroundThePortal } from '../ledger/entryWords';
import { newsSince } from '../ledger/news';

const topic = { type: LIVE_WITHOUT_REQUEST_TOPIC, key: '' };

/** What went live around the portal within a day, everywhere the person may look, live; newest first. */
export function useNewsAroundThePortal(): readonly LedgerEntry[] {
  const { rows } = useRows(useTopic(topic), ledgerEntrySchema);
  const since = useTicking(newsSince);
  return useMemo(
    () =>
      [...rows.values()]
        .filter(entry => isAroundThePortal(entry) && entry.at >= since)
        .sort((a, b) => b.seq - a.seq),
    [rows, since],
  );
}
