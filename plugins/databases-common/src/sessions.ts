import { z } from 'zod';

/** How many sessions a role holds. Users made by Vault are told by their role; nothing of what a session does is here. */
export const sessionsSchema = z.object({
  /** Vault role (`v-…-<role>-…`), or the database user for everything else. */
  role: z.string(),
  madeByVault: z.boolean(),
  database: z.string().optional(),
  active: z.number().int(),
  idle: z.number().int(),
  idleInTransaction: z.number().int(),
  /** Of the oldest transaction. */
  longestTransactionSeconds: z.number().optional(),
});
export type Sessions = z.infer<typeof sessionsSchema>;

/** A replication slot: an inactive one fills the disk of the primary. */
export const slotSchema = z.object({
  name: z.string(),
  kind: z.enum(['physical', 'logical']),
  active: z.boolean(),
  retainedBytes: z.number().optional(),
  /** `reserved`, `extended`, `unreserved`, `lost`. */
  walStatus: z.string().optional(),
});
export type Slot = z.infer<typeof slotSchema>;
