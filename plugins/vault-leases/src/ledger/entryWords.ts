import type { LedgerEntry, VerdictState } from '@greenroom/plugin-portal-common';
import { type LeaseActName, leaseActNames } from '@greenroom/plugin-vault-leases-common';
import { z } from 'zod';

const aboutSchema = z.object({ act: z.enum(leaseActNames) });

const looks: Readonly<Record<string, VerdictState>> = {
  'act-done': 'healthy',
  'act-failed': 'degraded',
  'act-unknown': 'unknown',
};

/** How an entry's kind looks; an intention is neither good nor bad. */
export function lookOf({ kind }: LedgerEntry): VerdictState | undefined {
  return looks[kind];
}

const words: Readonly<Record<LeaseActName, Readonly<Record<string, string>>>> = {
  renew: {
    act: 'to renew',
    'act-done': 'renewed',
    'act-failed': 'not renewed',
    'act-unknown': 'renewed or not',
  },
  revoke: {
    act: 'to revoke',
    'act-done': 'revoked',
    'act-failed': 'not revoked',
    'act-unknown': 'revoked or not',
  },
};

/** What kind of entry it is, in words; a kind that a later portal wrote is shown as it is named. */
export function kindWords({ kind, data }: LedgerEntry): string {
  const about = aboutSchema.safeParse(data).data;
  return (about && words[about.act][kind]) ?? kind.replaceAll('-', ' ');
}
