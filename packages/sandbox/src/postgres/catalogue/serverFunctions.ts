import { PostgresError } from '../PostgresError';
import { segmentSize, walFile } from '../model/Archiver';
import { asBigint, asNumber, asText, type Value } from '../sql/values';
import { between } from '../sql/types';
import { type Asking, isMonitor } from './Asking';
import { databaseOid, databasesOf, databaseSize, xidAge } from './databaseViews';
import { accounts } from './otherViews';
import { define, type Functions } from './plainFunctions';
import { versionText } from './Settings';

/** What a server says of itself, of its WAL, of databases and of the session. */
export function serverFunctions(asking: Asking): Functions {
  return { ...ofServer(asking), ...ofWal(asking), ...ofSession(asking), ...ofDatabases(asking) };
}

function ofServer({ node, transactionTime, clockTime }: Asking): Functions {
  const now = define('', 'timestamptz', transactionTime);
  return {
    version: [define('', 'text', () => versionText)],
    pg_is_in_recovery: [define('', 'bool', () => node.inRecovery)],
    pg_postmaster_start_time: [define('', 'timestamptz', () => node.options.moments.stamp(node.since))],
    pg_conf_load_time: [define('', 'timestamptz', () => node.options.moments.stamp(node.since))],
    now: [now],
    transaction_timestamp: [now],
    statement_timestamp: [now],
    clock_timestamp: [define('', 'timestamptz', clockTime)],
    age: [
      define('xid', 'int4', ([xid]) => xidAge(asNumber(xid))),
      define('timestamptz', 'interval', ([moment]) => {
        const midnight = transactionTime() - (transactionTime() % 86_400_000);
        return between(midnight, asNumber(moment));
      }),
    ],
    mxid_age: [define('xid', 'int4', () => 0)],
  };
}

/** @throws PostgresError 55000 on a standby */
function ofWal({ node }: Asking): Functions {
  const current = () => {
    if (!node.inRecovery) return node.wal();
    const hint = 'WAL control functions cannot be executed during recovery.';
    throw new PostgresError('55000', 'recovery is in progress', { hint });
  };
  const position = define('', 'pg_lsn', current);
  return {
    pg_current_wal_lsn: [position],
    pg_current_wal_insert_lsn: [position],
    pg_current_wal_flush_lsn: [position],
    pg_last_wal_receive_lsn: [
      define('', 'pg_lsn', () => (node.inRecovery ? node.received() : (node.recovered?.received ?? null))),
    ],
    pg_last_wal_replay_lsn: [
      define('', 'pg_lsn', () => (node.inRecovery ? node.wal() : (node.recovered?.replayed ?? null))),
    ],
    pg_last_xact_replay_timestamp: [define('', 'timestamptz', () => lastReplay(node))],
    pg_is_wal_replay_paused: [define('', 'bool', () => paused(node.inRecovery))],
    pg_get_wal_replay_pause_state: [define('', 'text', () => (paused(node.inRecovery) ? '' : 'not paused'))],
    pg_walfile_name: [
      define('pg_lsn', 'text', ([lsn]) => {
        current();
        return walFile(node.timeline, (asBigint(lsn) - 1n) / segmentSize);
      }),
    ],
  };
}

function paused(inRecovery: boolean): boolean {
  if (inRecovery) return false;
  const hint = 'Recovery control functions can only be executed during recovery.';
  throw new PostgresError('55000', 'recovery is not in progress', { hint });
}

/** When the last transaction that it has replayed was committed: long ago while nothing is written. */
function lastReplay({ inRecovery, replay, options: { load, moments } }: Asking['node']): Value {
  return inRecovery ? moments.stamp(load.lastCommit(replay.upTo(moments.now()))) : null;
}

function ofSession(asking: Asking): Functions {
  const { account, database, processId, settings, client } = asking;
  const setting = (name: string) => {
    if (settings.has(name)) readable(asking, name);
    return settings.show(name);
  };
  const user = define('', 'name', () => account.name);
  return {
    current_user: [user],
    session_user: [user],
    current_database: [define('', 'name', () => database)],
    current_catalog: [define('', 'name', () => database)],
    current_schema: [define('', 'name', () => 'public')],
    current_setting: [
      define('text', 'text', ([name]) => setting(asText(name))),
      define('text bool', 'text', ([name, isMissingOk]) =>
        isMissingOk === true && !settings.has(asText(name)) ? null : setting(asText(name)),
      ),
    ],
    pg_backend_pid: [define('', 'int4', () => processId)],
    inet_server_addr: [define('', 'inet', () => '127.0.0.1')],
    inet_server_port: [define('', 'int4', () => asking.node.port)],
    inet_client_addr: [define('', 'inet', () => client.address)],
    inet_client_port: [define('', 'int4', () => client.port)],
    pg_get_userbyid: [
      define('oid', 'name', ([oid]) => {
        const found = accounts(asking).find(each => each.oid === oid);
        return found?.name ?? `unknown (OID=${String(oid)})`;
      }),
    ],
    pg_has_role: [
      define('name text', 'bool', ([role]) => hasRole(asking, asText(role))),
      define('name name text', 'bool', ([member, role]) => hasRole(asking, asText(role), asText(member))),
    ],
    set_config: [
      define('text text bool', 'text', ([name, value]) => {
        settings.set(asText(name), asText(value));
        return settings.show(asText(name));
      }),
    ],
  };
}

/** @throws PostgresError 42501 */
export function readable(asking: Asking, name: string): void {
  if (!asking.settings.get(name).isSecret || isMonitor(asking)) return;
  const said = `must be superuser or have privileges of pg_read_all_settings to examine "${name}"`;
  throw new PostgresError('42501', said);
}

/** @throws PostgresError 42704 for a role that there is not */
function hasRole(asking: Asking, role: string, user = asking.account.name): boolean {
  const all = accounts(asking);
  const [wanted, who] = [all.find(({ name }) => name === role), all.find(({ name }) => name === user)];
  const missing = wanted ? user : role;
  if (!wanted || !who) throw new PostgresError('42704', `role "${missing}" does not exist`);
  const holds = (name: string): boolean =>
    name === role || (all.find(each => each.name === name)?.memberOf.some(holds) ?? false);
  return who.isSuperuser || holds(user);
}

function ofDatabases(asking: Asking): Functions {
  const { plan } = asking.cluster.options;
  const size = (name: string) => {
    if (databasesOf(plan).some(database => database.name === name)) return databaseSize(asking, name);
    throw new PostgresError('3D000', `database "${name}" does not exist`);
  };
  const named = (oid: number) => databasesOf(plan).find(({ name }) => databaseOid(plan, name) === oid)?.name;
  return {
    pg_database_size: [
      define('name', 'int8', ([name]) => size(asText(name))),
      define('oid', 'int8', ([oid]) => {
        const name = named(asNumber(oid));
        return name === undefined ? null : size(name);
      }),
    ],
  };
}
