import { sourceSchema, verdictSchema } from '@greenroom/plugin-portal-common';
import { z } from 'zod';
import { alarmCountsSchema } from './alarms';
import { backupsSchema, maintenanceSchema } from './backups';
import { failoverSchema } from './events';
import { engineSchema, memberSchema } from './members';
import { metricNameSchema } from './metrics';
import { slotSchema } from './sessions';

/** Where clients connect. Host and port only: never a user, never a password. */
export const endpointSchema = z.object({
  kind: z.enum(['writer', 'reader', 'instance', 'pool']),
  address: z.string(),
  /** Member that it leads to, where one does. */
  member: z.string().optional(),
});
export type Endpoint = z.infer<typeof endpointSchema>;

export const connectionsSchema = z.object({
  used: z.number().int().nonnegative().optional(),
  limit: z.number().int().positive().optional(),
  /** How the limit is known, e.g. `max_connections`, `instance class`. */
  limitFrom: z.string().optional(),
});
export type Connections = z.infer<typeof connectionsSchema>;

export const storageSchema = z.object({
  usedBytes: z.number().nonnegative().optional(),
  limitBytes: z.number().positive().optional(),
  /** When it is full if it goes on as in the last hours. */
  fullAt: z.string().optional(),
  /** e.g. `grows by itself up to 500 GiB` */
  note: z.string().optional(),
});
export type Storage = z.infer<typeof storageSchema>;

/** PostgreSQL's own housekeeping; absent where nothing but AWS tells. */
export const housekeepingSchema = z.object({
  /** Transactions until wraparound stops writes: 2^31 less the age of the oldest. */
  oldestTransactionAge: z.number().optional(),
  archiver: z
    .object({
      lastArchivedAt: z.string().optional(),
      lastFailedAt: z.string().optional(),
      failing: z.boolean(),
      waitingFiles: z.number().int().optional(),
    })
    .optional(),
  slots: z.array(slotSchema),
  /** Size by database, largest first. */
  sizes: z.array(z.object({ database: z.string(), bytes: z.number() })),
});
export type Housekeeping = z.infer<typeof housekeepingSchema>;

/** What following this database costs AWS's customer. */
export const watchingSchema = z.object({
  /** Metrics asked for at each period while somebody watches or an alarm of ours needs them. */
  metrics: z.number().int(),
  periodSeconds: z.number().int(),
  /** US dollars a day at list price; 0 while nobody watches. */
  dollarsADay: z.number(),
});
export type Watching = z.infer<typeof watchingSchema>;

/** The newest value of what a verdict is made from, in the catalogue's unit. */
export const readingSchema = z.object({
  metric: metricNameSchema,
  /** As in a series: a role, a member's id, or absent for the whole. */
  of: z.string().optional(),
  value: z.number(),
  /** The best it was over the time that its threshold asks for; absent while not all of those points are there. */
  sustained: z.number().optional(),
  /** RFC 3339: the moment the value is of. */
  at: z.string(),
});
export type Reading = z.infer<typeof readingSchema>;

/** One database, whoever runs it. */
export const databaseSchema = z.object({
  /** Unique: `<account>/<region>/<identifier>` of AWS, the configured name elsewhere; both without what a URL would escape except `/`. */
  id: z.string(),
  name: z.string(),
  engine: engineSchema,
  version: z.string().optional(),
  /** e.g. `eu-central-1`, or the cluster or host it runs on. */
  place: z.string(),
  /** AWS account. */
  account: z.string().optional(),
  /** The database elsewhere that it follows (its ARN or name): then no member of its own takes writes. */
  replicaOf: z.string().optional(),
  /** Who owns it, by its tag or the configuration: an entity ref. It is shown; no right follows from it. */
  owner: z.string().optional(),
  /** Entities that say they use it, sorted. */
  entityRefs: z.array(z.string()),
  verdict: verdictSchema,
  /** The sentence at the head of the page, e.g. `Failed over from a to b at 08:12 (21 s). Lag 14 ms, 212 of 1,000 connections.` */
  sentence: z.string(),
  /** Since when the verdict is what it is, as far as it is known. */
  since: z.string().optional(),
  /** Since when its source no longer knows it: all of this was so before. */
  goneSince: z.string().optional(),
  members: z.array(memberSchema),
  endpoints: z.array(endpointSchema),
  connections: connectionsSchema,
  storage: storageSchema,
  backups: backupsSchema,
  alarms: alarmCountsSchema,
  /** What the verdict knows of metrics; those that have no value are not here. */
  readings: z.array(readingSchema).optional(),
  maintenance: z.array(maintenanceSchema),
  lastFailover: failoverSchema.optional(),
  housekeeping: housekeepingSchema.optional(),
  watching: watchingSchema.optional(),
  /** What may not be seen or was not measured, as sentences. */
  unseen: z.array(z.string()),
  sources: z.array(sourceSchema),
});
export type Database = z.infer<typeof databaseSchema>;
