import { poolTime, type ShownRow, type Showing } from './showStatements';
import type { PoolClient } from './PoolEngine';

const children = 8;
const poolsPerChild = 2;
const firstPid = 8_230;

interface Child {
  pid: number;
  client?: PoolClient;
}

/** Eight processes, some of which serve somebody. */
function childrenOf({ clients }: Showing): Child[] {
  return Array.from({ length: Math.max(children, clients.length) }, (_unused, index) => ({
    pid: firstPid + index,
    client: clients[index],
  }));
}

function statusOf(child: Child, { client }: Showing): string {
  if (!child.client) return 'Wait for connection';
  return child.client === client ? 'Execute command' : 'Idle';
}

export function processes(showing: Showing): ShownRow[] {
  const { view } = showing;
  return childrenOf(showing).map(child => ({
    pool_pid: String(child.pid),
    start_time: poolTime(view, view.since),
    client_connection_count: String(child.client ? 1 : 0),
    database: child.client?.database ?? '',
    username: child.client?.user ?? '',
    backend_connection_time: poolTime(view, child.client?.since),
    pool_counter: child.client ? '1' : '',
    status: statusOf(child, showing),
  }));
}

/** Of each process two pools, of each pool a connection to every server. */
export function pools(showing: Showing): ShownRow[] {
  const { view } = showing;
  return childrenOf(showing).flatMap(child =>
    Array.from({ length: poolsPerChild }, (_unused, pool) =>
      view.options.nodes.map((_node, backend) => poolRow(showing, child, { pool, backend })),
    ).flat(),
  );
}

function poolRow(
  showing: Showing,
  child: Child,
  { pool, backend }: { pool: number; backend: number },
): ShownRow {
  const { view } = showing;
  const client = pool === 0 ? child.client : undefined;
  return {
    pool_pid: String(child.pid),
    start_time: poolTime(view, view.since),
    client_connection_count: String(child.client ? 1 : 0),
    pool_id: String(pool),
    backend_id: String(backend),
    database: client?.database ?? '',
    username: client?.user ?? '',
    backend_connection_time: poolTime(view, client?.since),
    client_connection_time: poolTime(view, client?.since),
    client_disconnection_time: '',
    client_idle_duration: '0',
    majorversion: client ? '3' : '0',
    minorversion: '0',
    pool_counter: client ? '1' : '0',
    pool_backendpid: client ? String(client.processId + backend) : '0',
    pool_connected: client ? '1' : '0',
    status: statusOf(child, showing),
  };
}
