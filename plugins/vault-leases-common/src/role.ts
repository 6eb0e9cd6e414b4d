import { verdictSchema } from '@greenroom/plugin-portal-common';
import { z } from 'zod';
import { coverageSchema } from './coverage';
import { roleRefSchema } from './roleRef';

/** A role that makes a user for each lease. Statements are not here: they may hold a password. */
export const roleSchema = roleRefSchema.extend({
  verdict: verdictSchema,
  /** Entities that say they get their credentials from it, sorted. */
  entityRefs: z.array(z.string()),
  /** Connection of the engine that its users are made in. */
  connection: z.string().optional(),
  /** Lease time a new lease gets, in seconds. */
  defaultTtlSeconds: z.number().nonnegative().optional(),
  /** The ceiling: nobody renews past so long after the issue. */
  maxTtlSeconds: z.number().nonnegative().optional(),
  /** Leases by the last list; absent while nobody had it listed. */
  leases: z.number().int().nonnegative().optional(),
  /** RFC 3339, of the leases that were looked up: see `coverage`. */
  soonestEnd: z.string().optional(),
  oldestIssue: z.string().optional(),
  /** Whether its leases are looked up for a service that asked for it. */
  isWatched: z.boolean(),
  coverage: coverageSchema,
  /** Why nobody can tell how many sessions its users hold, as a sentence without its full stop; of a role that somebody has open. */
  sessionsUntold: z.string().optional(),
  /** Whether its statements may be asked for: a database role has them. */
  hasStatements: z.boolean(),
});
export type Role = z.infer<typeof roleSchema>;

/** A role whose one user stays and gets a new password now and then. */
export const staticRoleSchema = roleRefSchema.extend({
  verdict: verdictSchema,
  entityRefs: z.array(z.string()),
  connection: z.string().optional(),
  /** Name of the database user. */
  username: z.string().optional(),
  rotationPeriodSeconds: z.number().nonnegative().optional(),
  lastRotationAt: z.string().optional(),
  nextRotationAt: z.string().optional(),
});
export type StaticRole = z.infer<typeof staticRoleSchema>;

/** `GET …/roles/:mount/:role/statements`, for who operates. Literals that could be a password are left out. */
export const statementsSchema = z.object({
  creation: z.array(z.string()),
  revocation: z.array(z.string()),
  renewal: z.array(z.string()),
  rollback: z.array(z.string()),
});
export type Statements = z.infer<typeof statementsSchema>;
