import { verdictSchema } from '@greenroom/plugin-portal-common';
import { z } from 'zod';
import { roleRefSchema } from './roleRef';

/** Twelve characters of a hash of the lease's id: they tell leases apart and open nothing. */
export const fingerprintSchema = z.string().regex(/^[a-z2-7]{12}$/, 'is no fingerprint of a lease');

/** How many leases one page of a role shows, and looks up. */
export const LEASE_PAGE = 50;

/** A lease as it was looked up last. Its id is nowhere but in the backend's client. Times are RFC 3339 UTC. */
export const leaseSchema = roleRefSchema.extend({
  fingerprint: fingerprintSchema,
  entityRefs: z.array(z.string()),
  verdict: verdictSchema,
  issuedAt: z.string(),
  /** In the past where revoking it fails. */
  endsAt: z.string(),
  /** Nobody renews past it: the issue and the role's longest time. */
  ceilingAt: z.string().optional(),
  renewable: z.boolean(),
  lastRenewedAt: z.string().optional(),
  /** Vault has given up revoking it: its user stays in the database until somebody takes it away there. */
  irrevocable: z.boolean(),
  /** Why it can not be revoked, in our words. */
  revocationError: z.string().optional(),
  /** It has ended and is still there: revoking it fails, and is tried again. */
  revocationFails: z.boolean(),
  /** Sessions in the database that users of its role hold; absent where nobody can tell: `sessionsUntold` of its role says why. */
  sessionsOfRole: z.number().int().nonnegative().optional(),
  lookedAt: z.string(),
});
export type Lease = z.infer<typeof leaseSchema>;

/** An irrevocable lease by the active node's list, which knows no times. */
export const irrevocableLeaseSchema = roleRefSchema.extend({
  fingerprint: fingerprintSchema,
  entityRefs: z.array(z.string()),
  error: z.string(),
});
export type IrrevocableLease = z.infer<typeof irrevocableLeaseSchema>;
