import type { Lease } from '@greenroom/plugin-vault-leases-common';
import { RENEWED_BY, SOON_MINUTES } from './thresholds';

type Times = Pick<Lease, 'endsAt' | 'issuedAt' | 'lastRenewedAt'>;

const SOON_MS = SOON_MINUTES * 60_000;

/** From when on its holder should have renewed it: milliseconds since 1970. Of one that was renewed it says nothing any more. */
export function lateFrom({ endsAt, issuedAt, lastRenewedAt }: Times): number {
  const end = Date.parse(endsAt);
  return end - (end - Date.parse(lastRenewedAt ?? issuedAt)) * RENEWED_BY;
}

/** From when on that is told: milliseconds since 1970. By then it has to be looked up again, as it was renewed most likely. */
export function lateToldFrom(lease: Times): number {
  return Math.max(lateFrom(lease), Date.parse(lease.endsAt) - SOON_MS);
}

/** Whether the look-up itself shows it: one from before says nothing of renewals since. */
export function isSeenLate(lease: Times & Pick<Lease, 'lookedAt'>): boolean {
  return Date.parse(lease.lookedAt) >= lateFrom(lease);
}
