import { walFile } from '../model/Archiver';
import type { DatabaseFile, DatabasePlan } from '../model/DatabasePlan';
import type { Value } from '../sql/values';
import type { Asking } from './Asking';
import { view, type ViewRow } from './view';

const firstOwn = 16_400;
/** Transactions of the whole server: the present one is that many after the oldest frozen. */
const nextXid = 812_440_118;

/** Those of every server, and the plan's. */
const builtIn: readonly DatabaseFile[] = [
  { name: 'postgres', bytes: 7_634_279, growth: 0, xidAge: 41_226_004, commits: 0.6 },
  { name: 'template1', bytes: 7_545_347, growth: 0, xidAge: 41_226_004, commits: 0 },
  { name: 'template0', bytes: 7_307_267, growth: 0, xidAge: 41_226_004, commits: 0 },
];
const builtInOids: Readonly<Record<string, number>> = { postgres: 5, template1: 1, template0: 4 };

export function databasesOf({ databases }: DatabasePlan): readonly DatabaseFile[] {
  return [...builtIn.slice(0, 1), ...databases, ...builtIn.slice(1)];
}

export function databaseOid(plan: DatabasePlan, name: string): number | null {
  const index = plan.databases.findIndex(database => database.name === name);
  return builtInOids[name] ?? (index < 0 ? null : firstOwn + index);
}

/** Grows slowly, a page at a time. */
export function databaseSize({ cluster, node }: Pick<Asking, 'cluster' | 'node'>, name: string): bigint {
  const database = databasesOf(cluster.options.plan).find(each => each.name === name);
  const grown = (database?.growth ?? 0) * busySeconds({ node });
  return BigInt((database?.bytes ?? 0) + Math.floor(grown / 8_192) * 8_192);
}

/** Busy seconds since the beginning of the day; of a standby as far as it has replayed. */
function busySeconds({ node }: Pick<Asking, 'node'>): number {
  const now = node.now();
  return node.options.load.busySeconds(node.inRecovery ? node.replay.upTo(now) : now);
}

/** Transactions since the oldest of that number was frozen. */
export function xidAge(xid: number): number {
  return nextXid - xid;
}

export const databases = view(
  `oid oid, datname name, datdba oid, encoding int4, datlocprovider char, datistemplate bool, datallowconn bool, datconnlimit int4,
   datfrozenxid xid, datminmxid xid, dattablespace oid, datcollate text, datctype text, daticulocale text, datcollversion text,
   datacl _aclitem`,
  ({ cluster }) =>
    databasesOf(cluster.options.plan).map(({ name, xidAge: age }) => ({
      oid: databaseOid(cluster.options.plan, name),
      datname: name,
      datdba: 10,
      encoding: 6,
      datlocprovider: 'c',
      datistemplate: name.startsWith('template'),
      datallowconn: name !== 'template0',
      datconnlimit: -1,
      datfrozenxid: nextXid - age,
      datminmxid: 1,
      dattablespace: 1_663,
      datcollate: 'C.UTF-8',
      datctype: 'C.UTF-8',
      datacl: name.startsWith('template') ? ['=c/postgres', 'postgres=CTc/postgres'] : null,
    })),
);

const counters = [
  'xact_commit',
  'xact_rollback',
  'blks_read',
  'blks_hit',
  'tup_returned',
  'tup_fetched',
  'tup_inserted',
  'tup_updated',
  'tup_deleted',
  'conflicts',
  'temp_files',
  'temp_bytes',
  'deadlocks',
  'sessions',
  'sessions_abandoned',
  'sessions_fatal',
  'sessions_killed',
];
/** Of each commit: reads, hits, rows. */
const perCommit: Readonly<Record<string, number>> = {
  xact_commit: 1,
  xact_rollback: 0.0021,
  blks_read: 0.4,
  blks_hit: 96,
  tup_returned: 61,
  tup_fetched: 44,
  tup_inserted: 0.31,
  tup_updated: 0.42,
  tup_deleted: 0.03,
  temp_files: 0.00002,
  temp_bytes: 34,
  deadlocks: 0.0000008,
  sessions: 0.004,
  sessions_abandoned: 0.00001,
};
/** Seconds before the beginning of the day at which counting began. */
const counted = 12 * 86_400;

export const statDatabase = view(
  `datid oid, datname name, numbackends int4, xact_commit int8, xact_rollback int8, blks_read int8, blks_hit int8,
   tup_returned int8, tup_fetched int8, tup_inserted int8, tup_updated int8, tup_deleted int8, conflicts int8, temp_files int8,
   temp_bytes int8, deadlocks int8, checksum_failures int8, checksum_last_failure timestamptz, blk_read_time float8,
   blk_write_time float8, session_time float8, active_time float8, idle_in_transaction_time float8, sessions int8,
   sessions_abandoned int8, sessions_fatal int8, sessions_killed int8, stats_reset timestamptz`,
  asking => [
    { datid: 0, numbackends: 0, ...counts(0), ...noTimes },
    ...databasesOf(asking.cluster.options.plan).map(database => statRow(asking, database)),
  ],
);

const noTimes = {
  blk_read_time: 0,
  blk_write_time: 0,
  session_time: 0,
  active_time: 0,
  idle_in_transaction_time: 0,
};

function statRow({ node, cluster }: Asking, { name, commits }: DatabaseFile): ViewRow {
  const own = node.clients().filter(({ database }) => database === name);
  const read = node.inRecovery ? 0.1 : 1;
  const total = commits * (busySeconds({ node }) + counted) * read;
  return {
    datid: databaseOid(cluster.options.plan, name),
    datname: name,
    numbackends: own.length,
    ...counts(total),
    ...noTimes,
    session_time: total * 31,
    active_time: total * 1.4,
    idle_in_transaction_time: total * 0.2,
  };
}

function counts(commits: number): Record<string, Value> {
  const entries = counters.map(name => [name, BigInt(Math.floor(commits * (perCommit[name] ?? 0)))]);
  return Object.fromEntries(entries);
}

/** Also without `pg_monitor`. A standby archives nothing. */
export const archiver = view(
  `archived_count int8, last_archived_wal text, last_archived_time timestamptz, failed_count int8, last_failed_wal text,
   last_failed_time timestamptz, stats_reset timestamptz`,
  ({ node }) => {
    const { moments } = node.options;
    const reset = { stats_reset: moments.stamp(node.since) };
    if (node.inRecovery || node.isAlone) return [{ archived_count: 0n, failed_count: 0n, ...reset }];
    const { count, last, failed, lastFailed } = node.archiver.read(node.now());
    return [
      {
        archived_count: BigInt(count),
        last_archived_wal: last ? walFile(node.timeline, last.segment) : null,
        last_archived_time: last ? moments.stamp(last.at) : null,
        failed_count: BigInt(failed),
        last_failed_wal: lastFailed ? walFile(node.timeline, lastFailed.segment) : null,
        last_failed_time: lastFailed ? moments.stamp(lastFailed.at) : null,
        ...reset,
      },
    ];
  },
);
