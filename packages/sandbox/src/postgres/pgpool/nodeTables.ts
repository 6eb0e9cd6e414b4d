import type { PostgresNode } from '../model/PostgresNode';
import type { NodeBelief, PoolView } from './PoolView';
import { poolTime, type ShownRow, type Showing } from './showStatements';

interface Seen {
  index: number;
  node: PostgresNode;
  belief: NodeBelief;
}

function seen({ options, beliefs }: PoolView): Seen[] {
  return options.nodes.flatMap((node, index) => {
    const belief = beliefs[index];
    return belief ? [{ index, node, belief }] : [];
  });
}

/** What it is called by, and what pgpool believes of it. */
function place({ index, node, belief }: Seen): ShownRow {
  return { node_id: String(index), hostname: '127.0.0.1', port: String(node.port), status: belief.status };
}

/** `SHOW POOL_NODES`: beside its belief, what it finds when it is asked (`pg_…`). */
export function nodes({ view }: Showing): ShownRow[] {
  const all = seen(view);
  const share = (1 / all.length).toFixed(6);
  const balancing = all.findLastIndex(({ belief }) => belief.status === 'up');
  return all.map(each => ({
    ...place(each),
    pg_status: each.node.isRunning ? 'up' : 'down',
    lb_weight: share,
    role: each.belief.role,
    pg_role: each.node.isRunning ? each.node.role : 'unknown',
    select_cnt: String(selects(view, each.index)),
    load_balance_node: String(each.index === balancing),
    replication_delay: String(delay(view, each)),
    replication_state: each.belief.isStreaming ? 'streaming' : '',
    replication_sync_state: each.belief.isStreaming ? 'async' : '',
    last_status_change: poolTime(view, each.belief.statusSince),
  }));
}

/** In bytes, of a standby that streams; of one that does not, pgpool says 0. */
function delay({ primary }: PoolView, { node, belief }: Seen): bigint {
  if (!primary || !node.isRunning || !belief.isStreaming || belief.status === 'down') return 0n;
  const behind = primary.wal() - node.wal();
  return behind > 0n ? behind : 0n;
}

function selects({ options, since }: PoolView, index: number): number {
  const busy = options.nodes[0]?.options.load.busySeconds(options.moments.now() - since) ?? 0;
  return Math.floor(busy * (index === 0 ? 7 : 9));
}

export function backendStats({ view }: Showing): ShownRow[] {
  return seen(view).map(each => {
    const count = selects(view, each.index);
    const writes = each.index === 0 ? count : 0;
    return {
      ...place(each),
      role: each.belief.role,
      select_cnt: String(count),
      insert_cnt: String(Math.floor(writes * 0.04)),
      update_cnt: String(Math.floor(writes * 0.06)),
      delete_cnt: String(Math.floor(writes * 0.004)),
      ddl_cnt: '0',
      other_cnt: String(Math.floor(count * 0.3)),
      panic_cnt: '0',
      fatal_cnt: '0',
      error_cnt: String(each.belief.failed),
    };
  });
}

const period = 2;

/** Every two seconds a check; while a node is down it is skipped. Milliseconds. */
export function healthCheckStats({ view }: Showing): ShownRow[] {
  const now = view.options.moments.now();
  return seen(view).map(each => {
    const { belief, index } = each;
    const total = Math.floor((now - view.since) / period);
    const skippedNow =
      belief.skippedSince === undefined ? 0 : Math.floor((now - belief.skippedSince) / period);
    const skipped = belief.skipped + skippedNow;
    const last = now - (now % period);
    const isSkipping = belief.skippedSince !== undefined;
    return {
      ...place(each),
      role: belief.role,
      last_status_change: poolTime(view, belief.statusSince),
      total_count: String(total),
      success_count: String(Math.max(0, total - skipped - belief.failed)),
      fail_count: String(belief.failed),
      skip_count: String(skipped),
      retry_count: String(belief.failed),
      average_retry_count: (belief.failed / Math.max(1, total)).toFixed(6),
      max_retry_count: String(Math.min(1, belief.failed)),
      max_duration: belief.failed > 0 ? '1022' : '54',
      min_duration: '2',
      average_duration: (11.3 + index * 0.46).toFixed(6),
      last_health_check: poolTime(view, last),
      last_successful_health_check: poolTime(view, isSkipping ? belief.skippedSince : last),
      last_skip_health_check: poolTime(view, isSkipping ? last : belief.lastSkipped),
      last_failed_health_check: poolTime(view, belief.lastFailed),
    };
  });
}
