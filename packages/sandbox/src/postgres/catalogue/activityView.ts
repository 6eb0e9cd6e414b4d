import type { Backend } from '../model/Backend';
import type { PostgresNode } from '../model/PostgresNode';
import { type Asking, isMonitor } from './Asking';
import { accountsOf } from './accounts';
import { databaseOid } from './databaseViews';
import { receiverPid, senderPid, standbysOf } from './replicationViews';
import { view, type ViewRow } from './view';

/** Every process of a server: its own, applications', and clients that are connected to the sandbox. */
export function backendsOf({ node, cluster }: Pick<Asking, 'node' | 'cluster'>): Backend[] {
  const senders = standbysOf({ node, cluster }).map(standby => sender(node, standby));
  const receives = node.inRecovery && cluster.primary !== undefined;
  return [...ownBackends(node, receives), ...senders, ...node.clients()];
}

function sender(node: PostgresNode, standby: PostgresNode): Backend {
  const since = Math.max(node.since, standby.since);
  return {
    pid: senderPid(node),
    backendType: 'walsender',
    user: 'repmgr',
    application: standby.name,
    client: { address: '127.0.0.1', port: 51_000 + standby.options.index },
    since,
    statementSince: since,
    stateSince: since,
    state: 'active',
    wait: ['Activity', 'WalSenderMain'],
    statement: `START_REPLICATION SLOT "slot_${standby.name.replaceAll('-', '_')}" 2C/40000000 TIMELINE 1`,
  };
}

function ownBackends(node: PostgresNode, receives: boolean): Backend[] {
  const own = (pid: number, backendType: string, event: string, user?: string): Backend => ({
    pid,
    backendType,
    user,
    since: node.since,
    wait: ['Activity', event],
  });
  const always = [own(62, 'checkpointer', 'CheckpointerMain'), own(63, 'background writer', 'BgWriterMain')];
  if (node.inRecovery) {
    const startup = own(64, 'startup', 'RecoveryWalStream');
    return [
      startup,
      ...always,
      ...(receives ? [own(receiverPid(node), 'walreceiver', 'WalReceiverMain')] : []),
    ];
  }
  return [
    own(66, 'autovacuum launcher', 'AutoVacuumMain'),
    own(68, 'logical replication launcher', 'LogicalLauncherMain', 'postgres'),
    ...always,
    own(67, 'archiver', 'ArchiverMain'),
    own(65, 'walwriter', 'WalWriterMain'),
  ];
}

/** Of others without `pg_monitor` only that they are there. */
export const activity = view(
  `datid oid, datname name, pid int4, leader_pid int4, usesysid oid, usename name, application_name text, client_addr inet,
   client_hostname text, client_port int4, backend_start timestamptz, xact_start timestamptz, query_start timestamptz,
   state_change timestamptz, wait_event_type text, wait_event text, state text, backend_xid xid, backend_xmin xid, query_id int8,
   query text, backend_type text`,
  asking => {
    const accounts = accountsOf(asking.cluster.options.plan, asking.node.options);
    const oids = new Map(accounts.map(({ name, oid }) => [name, oid]));
    return backendsOf(asking).map(backend => ({
      datid:
        backend.database === undefined ? null : databaseOid(asking.cluster.options.plan, backend.database),
      datname: backend.database ?? null,
      pid: backend.pid,
      usesysid: backend.user === undefined ? null : (oids.get(backend.user) ?? null),
      usename: backend.user ?? null,
      application_name: backend.application ?? (backend.user === undefined ? null : ''),
      ...(isMonitor(asking) || backend.user === asking.account.name
        ? details(asking, backend)
        : { query: '<insufficient privilege>' }),
    }));
  },
);

function details({ node: { options } }: Asking, backend: Backend): ViewRow {
  const stamp = (at: number | undefined) => (at === undefined ? null : options.moments.stamp(at));
  return {
    client_addr: backend.client?.address ?? null,
    client_port: backend.client?.port ?? null,
    backend_start: stamp(backend.since),
    xact_start: stamp(backend.transactionSince),
    query_start: stamp(backend.statementSince),
    state_change: stamp(backend.stateSince),
    wait_event_type: backend.wait?.[0] ?? null,
    wait_event: backend.wait?.[1] ?? null,
    state: backend.state ?? null,
    query: backend.statement ?? '',
    backend_type: backend.backendType,
  };
}
