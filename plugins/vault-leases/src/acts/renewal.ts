import { formatClock, formatDuration } from '@greenroom/plugin-portal-react';
import type { Lease, Role } from '@greenroom/plugin-vault-leases-common';

/** For how long a lease can be renewed. */
export interface RenewalChoice {
  id: 'role' | 'ceiling';
  label: string;
  /** From now; left out, what the role gives. */
  incrementSeconds?: number;
}

/** A minute more than there is: who asks for more than there is up to the ceiling is given that. */
const ROUNDING_SECONDS = 60;

/**
 * For how long it can be renewed: what its role gives, where that is more than is left, and all that is left up to its
 * ceiling. Nobody renews past that.
 */
export function renewalChoices(
  { endsAt, ceilingAt }: Pick<Lease, 'ceilingAt' | 'endsAt'>,
  { defaultTtlSeconds }: Pick<Role, 'defaultTtlSeconds'>,
  now: Date,
): RenewalChoice[] {
  const left = Date.parse(endsAt) - now.getTime();
  const most = ceilingAt === undefined ? Infinity : Date.parse(ceilingAt) - now.getTime();
  const given = defaultTtlSeconds === undefined ? undefined : defaultTtlSeconds * 1000;
  const words = given === undefined ? '' : `: ${formatDuration(Math.min(given, most))} from now`;
  return [
    ...(given === undefined || Math.min(given, most) > left
      ? [{ id: 'role' as const, label: `As long as its role gives${words}` }]
      : []),
    ...(ceilingAt === undefined || (given !== undefined && given >= most)
      ? []
      : [
          {
            id: 'ceiling' as const,
            label: `Until its ceiling, ${formatClock(new Date(ceilingAt), now)}: ${formatDuration(most)} from now`,
            incrementSeconds: Math.max(1, Math.ceil(most / 1000)) + ROUNDING_SECONDS,
          },
        ]),
  ];
}
