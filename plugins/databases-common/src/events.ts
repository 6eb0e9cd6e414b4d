import { z } from 'zod';

/** What marks a chart. `other` is listed and not marked. */
export const eventKindSchema = z.enum([
  'failover',
  'availability',
  'backup',
  'maintenance',
  'configuration',
  'failure',
  'promotion',
  'other',
]);
export type EventKind = z.infer<typeof eventKindSchema>;

/** Something that happened to a database. */
export const databaseEventSchema = z.object({
  /** Stable over answers of the source, which gives its events no id. */
  id: z.string(),
  at: z.string(),
  kind: eventKindSchema,
  text: z.string(),
  member: z.string().optional(),
  /** Who told: `rds`, `portal` for what was seen between two looks. */
  from: z.enum(['rds', 'portal']),
});
export type DatabaseEvent = z.infer<typeof databaseEventSchema>;

/** A change of the member that writes. Times are RFC 3339. */
export const failoverSchema = z.object({
  from: z.string().optional(),
  to: z.string().optional(),
  startedAt: z.string(),
  endedAt: z.string().optional(),
});
export type Failover = z.infer<typeof failoverSchema>;
