import { type VerdictState, type LedgerEntry } from '@greenroom/plugin-portal-common';
import { ledgerKindWords } from '@greenroom/plugin-rollouts-common';
import { z } from 'zod';

/** The kind of entry that says that something went live around the portal. */
export const LIVE_WITHOUT_REQUEST = 'live-without-request';

const looks: Record<string, VerdictState> = {
  [LIVE_WITHOUT_REQUEST]: 'degraded',
  'break-glass': 'degraded',
  failed: 'degraded',
  rejected: 'degraded',
  promoted: 'healthy',
  executing: 'progressing',
  unknown: 'unknown',
};

/** How an entry's kind looks; most are neither good nor bad. */
export function lookOf({ kind }: LedgerEntry): VerdictState | undefined {
  return looks[kind];
}

const byItselfSchema = z.object({ promotion: z.enum(['automatic', 'after-delay']) });

/** Something went live that a person should have let go live: where it does so by itself nobody is asked, and it is no news. */
export function isAroundThePortal({ kind, data }: LedgerEntry): boolean {
  return kind === LIVE_WITHOUT_REQUEST && !byItselfSchema.safeParse(data).success;
}

/** What kind of entry it is, in words; a kind that a later portal wrote is shown as it is named. */
export function kindWords({ kind }: LedgerEntry): string {
  return ledgerKindWords.get(kind) ?? kind.replaceAll('-', ' ');
}
