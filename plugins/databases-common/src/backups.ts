import { z } from 'zod';

/** What could be had back, and to which moment. Times are RFC 3339 UTC. */
export const backupsSchema = z.object({
  /** End of the last snapshot or backup that succeeded. */
  lastAt: z.string().optional(),
  /** In words, e.g. `automatic snapshot, complete`. */
  last: z.string().optional(),
  lastFailedAt: z.string().optional(),
  /** Point-in-time restore reaches from here … */
  earliestRestore: z.string().optional(),
  /** … to here. It moves on while backups work. */
  latestRestore: z.string().optional(),
  retentionDays: z.number().int().nonnegative().optional(),
  /** e.g. `03:00-03:30 UTC` */
  window: z.string().optional(),
});
export type Backups = z.infer<typeof backupsSchema>;

/** Something that is going to be done to the database by who runs it. */
export const maintenanceSchema = z.object({
  id: z.string(),
  /** e.g. `system-update` */
  action: z.string(),
  text: z.string(),
  /** When it is applied at the latest, where that is fixed. */
  dueAt: z.string().optional(),
  /** Member it is about; all of them when absent. */
  member: z.string().optional(),
});
export type Maintenance = z.infer<typeof maintenanceSchema>;
