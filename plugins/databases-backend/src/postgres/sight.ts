import type { Slot } from '@greenroom/plugin-databases-common';
import type { z } from 'zod';
import { faultOf, type PostgresFault } from './faults';
import type { PostgresClient, Session } from './PostgresClient';
import * as sql from './queries';
import * as row from './rows';

/** One PostgreSQL as it answered. */
export interface Seen {
  kind: 'seen';
  identity: z.infer<typeof row.identityRow>;
  /** What could not be seen, as sentences. */
  unseen: string[];
  replication: z.infer<typeof row.replicationRow>[];
  /** Of a standby. */
  replay?: z.infer<typeof row.replayRow>;
  /** Absent: it follows nobody. Without a status: not allowed to see. */
  receiver?: z.infer<typeof row.receiverRow>;
  slots: Slot[];
  sessions: z.infer<typeof row.sessionRow>[];
  counters?: z.infer<typeof row.countersRow>;
  oldestTransactionAge?: number;
  sizes: { database: string; bytes: number }[];
  archiver?: { lastArchivedAt?: string; lastFailedAt?: string; failing: boolean; waitingFiles?: number };
}

/** Or it did not. */
export type Sight = Seen | { kind: 'failed'; fault: PostgresFault };

/** Asks one member everything, and never throws: what went wrong is in the answer. */
export async function lookAt(client: Pick<PostgresClient, 'ask'>, signal: AbortSignal): Promise<Sight> {
  try {
    return await client.ask(read, signal);
  } catch (error) {
    signal.throwIfAborted();
    return { kind: 'failed', fault: faultOf(error, 'postgres') };
  }
}

const OWN_SESSION = 1;

async function read(session: Session): Promise<Sight> {
  const [identity] = await session.rows(sql.IDENTITY, row.identityRow);
  if (!identity) {
    return { kind: 'failed', fault: { kind: 'failed', text: 'does not say what it is' } };
  }
  const unseen: string[] = [];
  const part = async <T>(name: string, text: string, of: z.ZodType<T>): Promise<T[]> =>
    optional(session, { name, text, of, unseen });
  const sessions = await part('sessions', sql.SESSIONS, row.sessionRow);
  // Of the sessions of others a role without `pg_monitor` sees that they are there, and no more.
  const shown = sessions.reduce((sum, { sessions: n }) => sum + n, OWN_SESSION);
  if (sessions.every(({ role_name }) => role_name !== undefined) && shown < (identity.connections ?? 0)) {
    unseen.push('not allowed to see the sessions of others');
  }
  const common = {
    kind: 'seen' as const,
    identity,
    unseen,
    sessions,
    counters: (await part('counters', sql.COUNTERS, row.countersRow))[0],
  };
  return identity.in_recovery
    ? { ...common, ...(await standby(part)) }
    : { ...common, ...(await primary(part, identity)) };
}

type Ask = <T>(name: string, text: string, of: z.ZodType<T>) => Promise<T[]>;

async function standby(part: Ask) {
  const [replay] = await part('replay', sql.REPLAY, row.replayRow);
  const [receiver] = await part('its receiver', sql.RECEIVER, row.receiverRow);
  return { replication: [], slots: [], sizes: [], replay, receiver };
}

async function primary(part: Ask, { archive_mode }: Seen['identity']) {
  const [wraparound] = await part('the oldest transaction', sql.WRAPAROUND, row.wraparoundRow);
  const slots = await part('replication slots', sql.SLOTS, row.slotRow);
  const sizes = await part('sizes', sql.SIZES, row.sizeRow);
  return {
    replication: await part('followers', sql.REPLICATION, row.replicationRow),
    slots: slots.map(slotOf),
    sizes: sizes.map(({ datname, bytes = 0 }) => ({ database: datname, bytes })),
    oldestTransactionAge: wraparound?.oldest,
    ...(archive_mode !== 'off' && { archiver: await archiverOf(part) }),
  };
}

/** One question that is refused or fails does not take the others with it; a connection that is gone does. */
async function optional<T>(
  session: Session,
  { name, text, of, unseen }: { name: string; text: string; of: z.ZodType<T>; unseen: string[] },
): Promise<T[]> {
  try {
    return await session.rows(text, of);
  } catch (error) {
    const fault = faultOf(error, 'postgres');
    if (fault.kind === 'unreachable') {
      throw error;
    }
    unseen.push(
      fault.kind === 'not allowed'
        ? `not allowed to see ${name}`
        : `${name} were not answered: it ${fault.text}`,
    );
    return [];
  }
}

function slotOf({
  slot_name,
  slot_type,
  active,
  wal_status,
  retained_bytes,
}: z.infer<typeof row.slotRow>): Slot {
  return {
    name: slot_name,
    kind: slot_type,
    active,
    ...(retained_bytes !== undefined && { retainedBytes: Math.max(0, retained_bytes) }),
    ...(wal_status !== undefined && { walStatus: wal_status }),
  };
}

/** Failing: the last thing it did was to fail (`pg_stat_archiver`). */
async function archiverOf(part: Ask): Promise<Seen['archiver']> {
  const [archiver] = await part('the archiver', sql.ARCHIVER, row.archiverRow);
  const [waiting] = await part('files that wait for the archiver', sql.ARCHIVE_WAITING, row.waitingRow);
  if (!archiver) {
    return undefined;
  }
  const { last_archived_time: lastArchivedAt, last_failed_time: lastFailedAt } = archiver;
  return {
    lastArchivedAt,
    lastFailedAt,
    failing: lastFailedAt !== undefined && (lastArchivedAt === undefined || lastFailedAt > lastArchivedAt),
    ...(waiting && { waitingFiles: waiting.waiting }),
  };
}
