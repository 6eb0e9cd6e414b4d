import { z } from 'zod';
import { fingerprintSchema, type Lease } from './lease';

export const leaseActNames = ['renew', 'revoke'] as const;
export type LeaseActName = (typeof leaseActNames)[number];

export interface LeaseAct {
  allowed: boolean;
  /** Why not, as a sentence without its full stop. */
  why?: string;
}

/** Whether time is left to add: nobody renews past the ceiling, and a smaller increment would shorten the lease. */
const MARGIN_MS = 1_000;

type Known = Pick<Lease, 'ceilingAt' | 'endsAt' | 'irrevocable' | 'renewable' | 'revocationFails'>;

/**
 * What the state of a lease allows, and why not: what the page shows before a button is pressed and what the route refuses
 * by. Rights are not in it.
 * @param now milliseconds since 1970
 */
export function allowedLeaseActs(lease: Known, now: number): Record<LeaseActName, LeaseAct> {
  const why = noRenewal(lease, now);
  return {
    renew: why === undefined ? { allowed: true } : { allowed: false, why },
    revoke: { allowed: true },
  };
}

function noRenewal(lease: Known, now: number): string | undefined {
  if (lease.irrevocable) {
    return 'Vault has given it up: it can not be renewed, and not be revoked either while its database refuses';
  }
  if (lease.revocationFails || Date.parse(lease.endsAt) <= now) {
    return 'It has ended';
  }
  if (!lease.renewable) {
    return 'It is not renewable';
  }
  return lease.ceilingAt !== undefined && Date.parse(lease.endsAt) >= Date.parse(lease.ceilingAt) - MARGIN_MS
    ? 'It already lasts until its ceiling, which nobody renews past'
    : undefined;
}

const reason = z.string().trim().min(1, 'is empty').max(1_000);

/**
 * Body of `POST …/leases/:fingerprint/renew`. Without an increment Vault gives what the role gives; a smaller one would
 * shorten the lease, so that one is refused.
 */
export const renewBodySchema = z.strictObject({
  reason,
  /** Seconds from now. */
  incrementSeconds: z.number().int().positive().max(31_536_000).optional(),
  /** Mount and role of the lease: ids are listed by them. */
  mount: z.string().min(1).max(256),
  role: z.string().min(1).max(256),
});
export type RenewBody = z.infer<typeof renewBodySchema>;

/** Body of `POST …/leases/:fingerprint/revoke`. */
export const revokeBodySchema = z.strictObject({
  reason,
  mount: z.string().min(1).max(256),
  role: z.string().min(1).max(256),
  /** The fingerprint as the person typed it. */
  confirmation: fingerprintSchema,
});
export type RevokeBody = z.infer<typeof revokeBodySchema>;

/** What became of an act: what was observed by a look-up, not what Vault replied. */
export const leaseActRecordSchema = z.object({
  id: z.string(),
  act: z.enum(leaseActNames),
  vault: z.string(),
  mount: z.string(),
  role: z.string(),
  fingerprint: fingerprintSchema,
  by: z.string(),
  at: z.string(),
  /** `sending`: nobody knows yet whether it was sent. */
  state: z.enum(['sending', 'done', 'failed', 'unknown']),
  /** In a sentence. */
  text: z.string(),
  /** Of a renewal that was seen: when the lease ends now. */
  endsAt: z.string().optional(),
});
export type LeaseActRecord = z.infer<typeof leaseActRecordSchema>;
