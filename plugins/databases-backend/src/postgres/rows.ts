import { z } from 'zod';

/** What `pg` hands out, read here and nowhere else: bigint and numeric come as strings, times as Date, absence as NULL. */

const number = z
  .union([z.number(), z.string()])
  .nullish()
  .transform(value => (value === null || value === undefined || value === '' ? undefined : Number(value)));
const text = z
  .string()
  .nullish()
  .transform(value => value ?? undefined);
const moment = z
  .date()
  .nullish()
  .transform(value => value?.toISOString());

export const identityRow = z.object({
  is_superuser: z.string(),
  version: z.string(),
  in_recovery: z.boolean(),
  started_at: moment,
  max_connections: z.number(),
  archive_mode: z.string(),
  connections: number,
  lsn: text,
});
export const replicationRow = z.object({
  application_name: text,
  state: text,
  sync_state: text,
  replay_lag_seconds: number,
});
export const replayRow = z.object({ receive_lsn: text, replay_lsn: text, seconds_since_replay: number });
export const receiverRow = z.object({ status: text });
export const slotRow = z.object({
  slot_name: z.string(),
  slot_type: z.enum(['physical', 'logical']),
  active: z.boolean(),
  wal_status: text,
  retained_bytes: number,
});
export const sessionRow = z.object({
  role_name: text,
  datname: text,
  state: text,
  sessions: z.number(),
  longest_seconds: number,
});
export const countersRow = z.object({
  transactions: number,
  hits: number,
  reads: number,
  deadlocks: number,
});
export const wraparoundRow = z.object({ oldest: number });
export const sizeRow = z.object({ datname: z.string(), bytes: number });
export const archiverRow = z.object({ last_archived_time: moment, last_failed_time: moment });
export const waitingRow = z.object({ waiting: z.number() });

/** All values are text, of counters and times too; columns `pg_*` are there from pgpool 4.3. */
export const poolNodeRow = z.object({
  node_id: z.coerce.number(),
  hostname: z.string(),
  port: z.string(),
  status: z.string(),
  pg_status: text,
  lb_weight: number,
  role: z.string(),
  pg_role: text,
  replication_state: text,
});
export type PoolNodeRow = z.infer<typeof poolNodeRow>;
export const poolVersionRow = z.object({ pool_version: z.string() });

/** `0/3005E08` as a number of bytes; 2^53 of them last for a while. */
export function bytesOfLsn(lsn: string): number {
  const [high = '0', low = '0'] = lsn.split('/');
  return parseInt(high, 16) * 2 ** 32 + parseInt(low, 16);
}
