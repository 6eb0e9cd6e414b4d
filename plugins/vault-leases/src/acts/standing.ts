import type { Right } from '@greenroom/plugin-portal-react';
import { allowedLeaseActs, type Lease, type LeaseActName } from '@greenroom/plugin-vault-leases-common';

/** What a person may do with leases of a role, whatever their state is. */
export type Rights = Readonly<Record<LeaseActName, Right>>;

export interface Standing {
  rights: Rights;
  /** What is known of the lease is old. */
  isStale: boolean;
}

/**
 * Whether an act is possible now, and why not. The right first: what the state allows is no news to who may do nothing.
 *
 * @param now - milliseconds since 1970
 */
export function standingOf(
  act: LeaseActName,
  lease: Lease,
  { rights, isStale }: Standing,
  now: number,
): Right {
  if (!rights[act].allowed) {
    return rights[act];
  }
  if (isStale) {
    return { allowed: false, why: 'What is known of it is old: nothing can be done until it is live again.' };
  }
  const { allowed, why } = allowedLeaseActs(lease, now)[act];
  return allowed ? { allowed } : { allowed, why: `${why}.` };
}
