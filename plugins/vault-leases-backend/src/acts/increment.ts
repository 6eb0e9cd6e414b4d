import { ConflictError } from '@backstage/errors';
import { moment } from '@greenroom/plugin-portal-node';
import type { Lease, Role } from '@greenroom/plugin-vault-leases-common';

/**
 * What Vault is asked for: never past the ceiling, and never less than there is. `undefined` leaves it to the role.
 * @param wanted seconds from now; absent: what the role gives
 * @param now milliseconds since 1970
 * @throws ConflictError for what would end the lease sooner than it ends
 */
export function incrementFor(
  wanted: number | undefined,
  lease: Pick<Lease, 'ceilingAt' | 'endsAt'>,
  role: Pick<Role, 'defaultTtlSeconds'> | undefined,
  now: number,
): number | undefined {
  const left = (Date.parse(lease.endsAt) - now) / 1_000;
  const given = wanted ?? role?.defaultTtlSeconds;
  const most = lease.ceilingAt === undefined ? Infinity : (Date.parse(lease.ceilingAt) - now) / 1_000;
  if (given !== undefined && Math.min(given, most) <= left) {
    const end = moment(lease.endsAt, now);
    throw new ConflictError(
      wanted === undefined
        ? `It lasts until ${end}, which is longer than its role would give: ask for a longer time.`
        : `It lasts until ${end}: ${wanted} s from now would end it sooner.`,
    );
  }
  return wanted === undefined ? undefined : Math.max(1, Math.floor(Math.min(wanted, most)));
}
