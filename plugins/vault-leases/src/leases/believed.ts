import { type Source, verdictFrom, worstFreshness } from '@greenroom/plugin-portal-common';
import type { Lease } from '@greenroom/plugin-vault-leases-common';

/** A lease as far as it can be believed now; one that needs no change is the same object. */
export function believedLease(lease: Lease, sources: readonly Source[]): Lease {
  return worstFreshness(sources) === 'live' || lease.verdict.state === 'unknown'
    ? lease
    : { ...lease, verdict: verdictFrom(lease.verdict, sources) };
}
