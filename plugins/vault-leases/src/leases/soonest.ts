import { compareValues, worstFirst } from '@greenroom/plugin-portal-react';
import { type Lease, roleKey, type RoleRef } from '@greenroom/plugin-vault-leases-common';

/** Worst first, and of those in the same state the one that ends first. */
export function worstThenSoonest(a: Lease, b: Lease): number {
  return worstFirst(a, b) || compareValues(a.endsAt, b.endsAt) || compareValues(a.fingerprint, b.fingerprint);
}

/** The leases of a role among these, in that order. */
export function leasesOf(role: RoleRef, leases: readonly Lease[]): Lease[] {
  const key = roleKey(role);
  return leases.filter(lease => roleKey(lease) === key).sort(worstThenSoonest);
}
