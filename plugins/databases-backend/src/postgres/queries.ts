/**
 * Everything a PostgreSQL is asked. A role in `pg_monitor` is enough, nothing is written, and nothing is selected that
 * holds what is nobody's business: no text of a query, no `conninfo`, no path of the server, no archive command.
 */

/** Works on a primary and on a standby: `pg_current_wal_lsn()` is an error on a standby. */
const newestLsn = 'case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end';

/** Who may say all this, and what kind of member it is. The first thing that is asked on a new connection. */
export const IDENTITY = `
  select current_setting('is_superuser') as is_superuser,
         current_setting('server_version') as version,
         pg_is_in_recovery() as in_recovery,
         pg_postmaster_start_time() as started_at,
         current_setting('max_connections')::int as max_connections,
         current_setting('archive_mode') as archive_mode,
         (select sum(numbackends)::int from pg_stat_database) as connections,
         (${newestLsn})::text as lsn`;

/** One row for each follower. All but the name is NULL without `pg_monitor`. */
export const REPLICATION = `
  select application_name, state, sync_state,
         extract(epoch from replay_lag)::float8 as replay_lag_seconds
    from pg_stat_replication`;

/** What a standby knows of itself. `seconds_since_replay` grows while the primary has nothing to do. */
export const REPLAY = `
  select pg_last_wal_receive_lsn()::text as receive_lsn,
         pg_last_wal_replay_lsn()::text as replay_lsn,
         extract(epoch from now() - pg_last_xact_replay_timestamp())::float8 as seconds_since_replay`;

/** No row: it follows nobody. A row of NULLs: we are not allowed to see. */
export const RECEIVER = 'select status from pg_stat_wal_receiver';

export const SLOTS = `
  select slot_name, slot_type, active, wal_status,
         pg_wal_lsn_diff(${newestLsn}, restart_lsn)::bigint as retained_bytes
    from pg_replication_slots`;

export const SESSIONS = `
  select usename as role_name, datname, state, count(*)::int as sessions,
         max(extract(epoch from now() - xact_start))::float8 as longest_seconds
    from pg_stat_activity
   where backend_type = 'client backend' and pid <> pg_backend_pid()
   group by usename, datname, state`;

/** Counters since the statistics were reset, of all databases together. */
export const COUNTERS = `
  select sum(xact_commit + xact_rollback)::bigint as transactions,
         sum(blks_hit)::bigint as hits,
         sum(blks_read)::bigint as reads,
         sum(deadlocks)::bigint as deadlocks
    from pg_stat_database`;

export const WRAPAROUND = 'select max(age(datfrozenxid))::bigint as oldest from pg_database';

export const SIZES = `
  select datname, pg_database_size(datname)::bigint as bytes
    from pg_database where datallowconn order by 2 desc`;

export const ARCHIVER = 'select last_archived_time, last_failed_time from pg_stat_archiver';

export const ARCHIVE_WAITING = `select count(*)::int as waiting from pg_ls_archive_statusdir() where name like '%.ready'`;

/** pgpool knows these in the simple protocol only; sent with values or a name they reach PostgreSQL, which does not. */
export const POOL_NODES = 'SHOW pool_nodes';
export const POOL_VERSION = 'SHOW pool_version';
