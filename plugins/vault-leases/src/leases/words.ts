import { formatRelative } from '@greenroom/plugin-portal-react';
import type { Lease } from '@greenroom/plugin-vault-leases-common';

type Times = Pick<Lease, 'ceilingAt' | 'endsAt' | 'irrevocable' | 'revocationFails'>;

/** `ends in 38 min`, `ended 3 min ago`; of one that is irrevocable times say nothing. */
export function endWords({ endsAt, irrevocable }: Times, now: Date): string {
  if (irrevocable) {
    return 'has ended for Vault';
  }
  const end = new Date(endsAt);
  return `${end.getTime() <= now.getTime() ? 'ended' : 'ends'} ${formatRelative(end, now)}`;
}

/** Up to when it may be renewed: `ceiling in 9 h 20 min`. */
export function ceilingWords({ ceilingAt }: Times, now: Date): string {
  return ceilingAt === undefined
    ? 'no ceiling is known'
    : `ceiling ${formatRelative(new Date(ceilingAt), now)}`;
}
