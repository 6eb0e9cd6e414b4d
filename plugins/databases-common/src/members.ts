import { verdictSchema } from '@greenroom/plugin-portal-common';
import { z } from 'zod';

/** What runs the database: it says which of the fields below there are. */
export const engineSchema = z.enum([
  'aurora-postgresql',
  'rds-postgresql',
  'postgresql',
  'postgresql-pgpool',
]);
export type Engine = z.infer<typeof engineSchema>;

/** `writer` and `reader` where AWS names them so, `primary` and `standby` elsewhere. A `standby` of RDS Multi-AZ serves nobody. */
export const memberRoleSchema = z.enum(['writer', 'reader', 'primary', 'standby', 'unknown']);
export type MemberRole = z.infer<typeof memberRoleSchema>;

/** How far a member is behind the one that writes. */
export const lagSchema = z.object({
  value: z.number().nonnegative(),
  unit: z.enum(['s', 'ms', 'bytes']),
  /** Who says so, e.g. `AuroraReplicaLag`, `pg_stat_replication`, `pgpool`. */
  source: z.string(),
});
export type Lag = z.infer<typeof lagSchema>;

export const memberSchema = z.object({
  /** Unique in the database: the instance's identifier, or the configured name. */
  id: z.string(),
  role: memberRoleSchema,
  /** e.g. `eu-central-1b` */
  zone: z.string().optional(),
  /** In the words of who runs it: `available`, `failing-over`, `streaming`, `not reachable`. */
  state: z.string(),
  /** e.g. `db.r6g.large` */
  instanceClass: z.string().optional(),
  /** Of Aurora: 0 is promoted first. */
  promotionTier: z.number().int().optional(),
  /** Absent for the one that writes; never 0 for want of knowing. */
  lag: z.union([lagSchema, z.literal('unknown')]).optional(),
  /** Why the lag is unknown, or how it is to be read, e.g. `idle: nothing to replay`. */
  lagNote: z.string().optional(),
  /** RFC 3339. */
  startedAt: z.string().optional(),
  verdict: verdictSchema,
});
export type Member = z.infer<typeof memberSchema>;
