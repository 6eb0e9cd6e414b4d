import {
  irrevocableLeaseSchema,
  leaseSchema,
  roleSchema,
  staticRoleSchema,
  vaultSchema,
} from '@greenroom/plugin-vault-leases-common';
import { sourceReportSchema } from '@greenroom/plugin-portal-common';
import { z } from 'zod';

/** A page of a role's leases that somebody has open, or that a service asked to be watched. */
export const pageSightSchema = z.object({
  /** In the order of the list; those that were gone when they were looked up are left out. */
  leases: z.array(leaseSchema),
  /** How many pages the role has. */
  pages: z.number().int().nonnegative(),
  /** RFC 3339: when the role was listed; absent while it could not be: `trouble` says why. */
  listedAt: z.string().optional(),
  /** Why it is not newer, as a sentence. */
  trouble: z.string().optional(),
});
export type PageSight = z.infer<typeof pageSightSchema>;

/**
 * What one look at a Vault brought, for all replicas: plain JSON in the database, so no id of a lease is in it. `entityRefs`,
 * `isWatched`, `sessionsOfRole` and `sources` are filled in by who asks; here they are empty. Verdicts are judged by what this
 * look could ask: `report` is live where its nodes say for certain that nobody leads or that it is sealed, which is degraded,
 * and its roles and leases are unknown then.
 */
export const sightSchema = z.object({
  /** Absent until any node has answered. */
  vault: vaultSchema.optional(),
  roles: z.array(roleSchema),
  statics: z.array(staticRoleSchema),
  irrevocable: z.array(irrevocableLeaseSchema),
  /** By `leasePageKey`. */
  pages: z.record(z.string(), pageSightSchema),
  report: sourceReportSchema,
});
export type Sight = z.infer<typeof sightSchema>;
