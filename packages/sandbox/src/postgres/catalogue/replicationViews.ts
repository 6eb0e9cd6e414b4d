import type { PostgresNode } from '../model/PostgresNode';
import { elapsed } from '../sql/Interval';
import { type Asking, isMonitor } from './Asking';
import { accountsOf } from './accounts';
import { view, type ViewRow } from './view';

const maxWalSize = 1_073_741_824n;
/** Between two messages of a standby that has nothing to say, in seconds. */
const replySeconds = 10;

/** Process ids of walsender and walreceiver: as lasting as the processes. */
export const senderPid = ({ options }: PostgresNode) => 700 + options.index;
export const receiverPid = ({ options }: PostgresNode) => 400 + options.index;

/** Standbys that stream from this server. */
export function standbysOf({ node, cluster }: Pick<Asking, 'node' | 'cluster'>): PostgresNode[] {
  if (cluster.primary?.node !== node) return [];
  return cluster.standbys.map(member => member.node);
}

function repmgrOid({ node, cluster }: Asking): number | null {
  const accounts = accountsOf(cluster.options.plan, node.options);
  return accounts.find(({ name }) => name === 'repmgr')?.oid ?? null;
}

/** A standby's place beside its primary; while nothing is written PostgreSQL tells no times. */
export const replication = view(
  `pid int4, usesysid oid, usename name, application_name text, client_addr inet, client_hostname text, client_port int4,
   backend_start timestamptz, backend_xmin xid, state text, sent_lsn pg_lsn, write_lsn pg_lsn, flush_lsn pg_lsn, replay_lsn pg_lsn,
   write_lag interval, flush_lag interval, replay_lag interval, sync_priority int4, sync_state text, reply_time timestamptz`,
  asking =>
    standbysOf(asking).map(standby => {
      const seen = {
        pid: senderPid(asking.node),
        usesysid: repmgrOid(asking),
        usename: 'repmgr',
        application_name: standby.name,
      };
      return isMonitor(asking) ? { ...seen, ...streaming(asking.node, standby) } : seen;
    }),
);

function streaming(primary: PostgresNode, standby: PostgresNode): ViewRow {
  const now = primary.now();
  const { moments, load } = primary.options;
  const sent = load.wal(now);
  const behind = now - standby.replay.upTo(now);
  const received = standby.received(now);
  const replayed = standby.wal(now);
  const isIdle = !load.isBusy(now) && replayed === sent;
  const lag = (seconds: number) => (isIdle ? null : elapsed(Math.round(seconds * 1e6) / 1e3));
  return {
    client_addr: '127.0.0.1',
    client_port: 51_000 + standby.options.index,
    backend_start: moments.stamp(Math.max(primary.since, standby.since)),
    state: 'streaming',
    sent_lsn: sent,
    write_lsn: received,
    flush_lsn: received,
    replay_lsn: replayed,
    write_lag: lag(Math.min(behind, 0.0009)),
    flush_lag: lag(Math.min(behind, 0.0021)),
    replay_lag: lag(behind),
    sync_priority: 0,
    sync_state: 'async',
    reply_time: moments.stamp(isIdle ? now - (now % replySeconds) : now - 0.05),
  };
}

export const slots = view(
  `slot_name name, plugin name, slot_type text, datoid oid, database name, temporary bool, active bool, active_pid int4, xmin xid,
   catalog_xmin xid, restart_lsn pg_lsn, confirmed_flush_lsn pg_lsn, wal_status text, safe_wal_size int8, two_phase bool`,
  asking => slotsOf(asking).map(slot => slotRow(asking, slot)),
);

interface Slot {
  name: string;
  activePid?: number;
  restart: bigint;
}

/** Of each standby one on the primary; one of a standby that has gone keeps its WAL, as does a forgotten one. */
export function slotsOf({ node, cluster }: Pick<Asking, 'node' | 'cluster'>): Slot[] {
  if (node.inRecovery) return [];
  const others = cluster.options.members.filter(member => member.node !== node);
  const streams = standbysOf({ node, cluster });
  const ofMembers = others.map(({ node: standby }) => {
    const isActive = streams.includes(standby);
    return {
      name: slotName(standby),
      activePid: isActive ? senderPid(node) : undefined,
      restart: isActive ? standby.received() : lastSeen(standby, node),
    };
  });
  const since = cluster.forgottenSince;
  if (since === undefined) return ofMembers;
  return [...ofMembers, { name: 'pg_upgrade_rehearsal', restart: node.options.load.wal(since) }];
}

export function slotName(standby: PostgresNode): string {
  return `slot_${standby.name.replaceAll('-', '_')}`;
}

function lastSeen({ leftAt }: PostgresNode, node: PostgresNode): bigint {
  if (node.aloneFrom !== undefined) return node.aloneFrom;
  return leftAt === undefined ? node.wal() : node.options.load.wal(leftAt);
}

function slotRow({ node }: Asking, { name, activePid, restart }: Slot): ViewRow {
  const kept = node.wal() - restart;
  return {
    slot_name: name,
    slot_type: 'physical',
    temporary: false,
    active: activePid !== undefined,
    active_pid: activePid ?? null,
    restart_lsn: restart,
    wal_status: kept > maxWalSize ? 'extended' : 'reserved',
    two_phase: false,
  };
}

export const walReceiver = view(
  `pid int4, status text, receive_start_lsn pg_lsn, receive_start_tli int4, written_lsn pg_lsn, flushed_lsn pg_lsn, received_tli int4,
   last_msg_send_time timestamptz, last_msg_receipt_time timestamptz, latest_end_lsn pg_lsn, latest_end_time timestamptz,
   slot_name text, sender_host text, sender_port int4, conninfo text`,
  asking => {
    const { node, cluster } = asking;
    const primary = cluster.primary?.node;
    if (!node.inRecovery || !primary) return [];
    return [{ pid: receiverPid(node), ...(isMonitor(asking) && receiving(node, primary)) }];
  },
);

function receiving(node: PostgresNode, primary: PostgresNode): ViewRow {
  const now = node.now();
  const { moments, load } = node.options;
  const received = node.received(now);
  const heard = load.isBusy(now) ? now - 0.02 : now - (now % replySeconds);
  return {
    status: 'streaming',
    receive_start_lsn: load.wal(node.since) & ~0xff_ffffn,
    receive_start_tli: node.timeline,
    written_lsn: received,
    flushed_lsn: received,
    received_tli: node.timeline,
    last_msg_send_time: moments.stamp(heard),
    last_msg_receipt_time: moments.stamp(heard),
    latest_end_lsn: received,
    latest_end_time: moments.stamp(heard),
    slot_name: slotName(node),
    sender_host: '127.0.0.1',
    sender_port: primary.port,
    conninfo: `user=repmgr password=******** host=127.0.0.1 port=${primary.port} application_name=${node.name}`,
  };
}
