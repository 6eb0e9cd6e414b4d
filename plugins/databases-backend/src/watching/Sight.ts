import {
  alarmSchema,
  databaseEventSchema,
  databaseSchema,
  poolViewSchema,
  seriesSchema,
  sessionsSchema,
} from '@greenroom/plugin-databases-common';
import { sourceReportSchema } from '@greenroom/plugin-portal-common';
import { z } from 'zod';

const seenSchema = z.object({
  database: databaseSchema,
  alarms: z.array(alarmSchema),
  events: z.array(databaseEventSchema),
  pools: z.array(poolViewSchema),
  sessions: z.array(sessionsSchema),
  namedEntities: z.array(z.string()).optional(),
});

const lookSchema = z.object({ databases: z.array(seenSchema), report: sourceReportSchema });

/** The newest points of the databases whose charts somebody has open. */
const tailSchema = z.object({
  /** By database. */
  series: z.record(z.string(), z.array(seriesSchema)),
  /** Why the points are not newer. */
  trouble: z.string().optional(),
});
export type Tail = z.infer<typeof tailSchema>;

/** What one replica saw of a source for all: plain JSON, as the others read it. */
export const sightSchema = z.object({ look: lookSchema, tail: tailSchema });
export type Sight = z.infer<typeof sightSchema>;
