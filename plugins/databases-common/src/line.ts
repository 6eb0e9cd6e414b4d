import { z } from 'zod';
import { backupsSchema } from './backups';
import { type Database, databaseSchema } from './database';
import { type Lag, memberRoleSchema } from './members';

/** A database in a line of a table. */
export const databaseLineSchema = databaseSchema
  .pick({
    id: true,
    name: true,
    engine: true,
    version: true,
    place: true,
    owner: true,
    entityRefs: true,
    verdict: true,
    sentence: true,
    since: true,
    connections: true,
    storage: true,
    alarms: true,
    lastFailover: true,
  })
  .extend({
    /** Roles of the members with their zones, the one that writes first. */
    roles: z.array(
      z.object({ id: z.string(), role: memberRoleSchema, zone: z.string().optional(), state: z.string() }),
    ),
    /** The worst among members that lag; `unknown` when one of them is. */
    lag: z
      .union([
        z.object({ value: z.number(), unit: z.enum(['s', 'ms', 'bytes']), source: z.string() }),
        z.literal('unknown'),
      ])
      .optional(),
    /** Per cent of the processor, of the role or member that uses most; absent where nobody measures it, or not lately. */
    cpu: z.number().optional(),
    backups: backupsSchema.pick({ lastAt: true, lastFailedAt: true, latestRestore: true }),
    maintenance: z.number().int(),
    /** Where its source is not live, or no longer knows it: all of this was so once, and is not known to be so now. */
    isOld: z.literal(true).optional(),
    /** When it was so, where that is known. */
    seenAt: z.string().optional(),
  });
export type DatabaseLine = z.infer<typeof databaseLineSchema>;

/** What of a database its line shows. */
export function lineOf(database: Database): DatabaseLine {
  const { backups, maintenance, members, readings = [] } = database;
  const { lastAt, lastFailedAt, latestRestore } = backups;
  return databaseLineSchema.parse({
    ...database,
    roles: members.map(({ id, role, zone, state }) => ({ id, role, zone, state })).sort(writerFirst),
    lag: worstLag(members.map(({ lag }) => lag)),
    ...busiest(readings),
    backups: { lastAt, lastFailedAt, latestRestore },
    maintenance: maintenance.length,
    ...oldness(database),
  });
}

/** Only of what is old: when something live was seen changes with each look, and is no news. */
function oldness({ sources, goneSince }: Database): Pick<DatabaseLine, 'isOld' | 'seenAt'> {
  if (goneSince !== undefined) {
    return { isOld: true, seenAt: goneSince };
  }
  const old = sources.find(({ freshness }) => freshness !== 'live');
  return old ? { isOld: true, ...(old.observedAt !== undefined && { seenAt: old.observedAt }) } : {};
}

/** In whole per cent: less is no news to a line. */
function busiest(readings: NonNullable<Database['readings']>): Pick<DatabaseLine, 'cpu'> {
  const measured = readings.filter(({ metric }) => metric === 'cpu').map(({ value }) => Math.round(value));
  return measured.length > 0 ? { cpu: Math.max(...measured) } : {};
}

const writes = new Set(['writer', 'primary']);
const writerFirst = (a: { role: string }, b: { role: string }) =>
  Number(writes.has(b.role)) - Number(writes.has(a.role));

/** Lags of one database have one unit where they have one source; of others the first unit counts. */
function worstLag(lags: readonly (Lag | 'unknown' | undefined)[]): Lag | 'unknown' | undefined {
  if (lags.includes('unknown')) {
    return 'unknown';
  }
  const known = lags.filter(lag => lag !== undefined && lag !== 'unknown');
  const [first] = known;
  return known
    .filter(lag => lag.unit === first?.unit)
    .reduce((worst, lag) => (worst && worst.value >= lag.value ? worst : lag), first);
}
