import type { Lease } from '@greenroom/plugin-vault-leases-common';

/** Where now and the end lie between the issue of a lease and its ceiling, as shares between 0 and 1. */
export interface Span {
  now: number;
  end: number;
}

/**
 * The bar of a lease: from its issue to its ceiling, past which nobody renews; without a known ceiling to its end.
 *
 * @param now - milliseconds since 1970
 */
export function spanOf(
  { issuedAt, endsAt, ceilingAt }: Pick<Lease, 'ceilingAt' | 'endsAt' | 'issuedAt'>,
  now: number,
): Span {
  const [from, end] = [Date.parse(issuedAt), Date.parse(endsAt)];
  const to = Math.max(end, Date.parse(ceilingAt ?? endsAt));
  const share = (at: number) => (to > from ? Math.min(1, Math.max(0, (at - from) / (to - from))) : 1);
  return { now: share(now), end: share(end) };
}
