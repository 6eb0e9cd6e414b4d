import { TextCell, useTicking, wholeMinute } from '@greenroom/plugin-portal-react';
import { allowedLeaseActs, type Lease } from '@greenroom/plugin-vault-leases-common';

/** Whether it can be renewed now, and why not. */
export function Renewable({ lease }: { lease: Lease }) {
  const now = useTicking(wholeMinute);
  const { allowed, why } = allowedLeaseActs(lease, now).renew;
  return <TextCell text={allowed ? 'yes' : 'no'} more={why} />;
}
