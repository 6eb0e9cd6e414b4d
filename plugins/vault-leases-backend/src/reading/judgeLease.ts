import type { Lease } from '@greenroom/plugin-vault-leases-common';
import { type Verdict } from '@greenroom/plugin-portal-common';
import { duration, moment } from '@greenroom/plugin-portal-node';
import { type Finding, verdictOf } from './Finding';
import { isSeenLate } from './late';
import { SOON_MINUTES } from './thresholds';

type Known = Pick<
  Lease,
  | 'ceilingAt'
  | 'endsAt'
  | 'fingerprint'
  | 'irrevocable'
  | 'issuedAt'
  | 'lastRenewedAt'
  | 'lookedAt'
  | 'renewable'
  | 'revocationFails'
>;

/** Nobody renews past a ceiling, and Vault counts in whole seconds. */
const MARGIN_MS = 2_000;
const SOON_MS = SOON_MINUTES * 60_000;

/** How a lease is that was looked up, at a time in milliseconds since 1970. */
export function judgeLease(lease: Known, now: number): Verdict {
  return verdictOf(findingsOf(lease, now));
}

function findingsOf(lease: Known, now: number): Finding[] {
  const { endsAt, fingerprint: ref } = lease;
  if (lease.irrevocable) {
    return [
      {
        state: 'degraded',
        text: `Vault has given up revoking it: it ended ${moment(endsAt, now)}, and its user stays in the database`,
        ref,
      },
    ];
  }
  const left = Date.parse(endsAt) - now;
  if (lease.revocationFails) {
    const text = `It ended ${moment(endsAt, now)} and can not be revoked: its user still gets in`;
    return [{ state: 'degraded', text, ref }];
  }
  if (left <= 0) {
    return [{ state: 'progressing', text: `It ended ${moment(endsAt, now)} and is being revoked`, ref }];
  }
  return whileItLasts(lease, left).map(finding => ({ ...finding, ref }));
}

function whileItLasts(lease: Known, left: number): Finding[] {
  const { ceilingAt, endsAt, renewable } = lease;
  const isAtCeiling = ceilingAt !== undefined && Date.parse(endsAt) >= Date.parse(ceilingAt) - MARGIN_MS;
  const isSoon = left <= SOON_MS;
  if (isAtCeiling || !renewable) {
    const why = isAtCeiling ? 'it is at its ceiling' : 'it is not renewable';
    return isSoon
      ? [{ state: 'waiting', text: `It ends in ${duration(left)} and nobody can renew it: ${why}` }]
      : [{ state: 'healthy', text: `It ends in ${duration(left)}; nobody can renew it: ${why}` }];
  }
  return isSoon && isSeenLate(lease)
    ? [{ state: 'waiting', text: `It ends in ${duration(left)} unless its holder renews it, which is late` }]
    : [];
}
