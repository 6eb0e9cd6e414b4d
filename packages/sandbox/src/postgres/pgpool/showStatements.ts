import { writeTime } from '../sql/types';
import type { Answer } from '../wire/Session';
import type { PoolClient } from './PoolEngine';
import type { PoolView } from './PoolView';
import { backendStats, healthCheckStats, nodes } from './nodeTables';
import { pools, processes } from './processTables';

/** What a table of pgpool is made from. */
export interface Showing {
  view: PoolView;
  /** Everybody who is connected through it, and who asks. */
  clients: readonly PoolClient[];
  client: PoolClient;
}

/** Rows by their columns: pgpool knows only texts. */
export type ShownRow = Readonly<Record<string, string>>;

/** pgpool says of no column what it is. */
const noType = 0;
const version = '4.3.5 (tamahomeboshi)';

const tables: Readonly<Record<string, (showing: Showing) => ShownRow[]>> = {
  pool_nodes: nodes,
  pool_health_check_stats: healthCheckStats,
  pool_backend_stats: backendStats,
  pool_processes: processes,
  pool_pools: pools,
  pool_version: () => [{ pool_version: version }],
  pool_cache: () => [
    {
      num_cache_hits: '0',
      num_selects: '0',
      cache_hit_ratio: '0.00',
      num_hash_entries: '0',
      used_hash_entries: '0',
      num_cache_entries: '0',
      used_cache_entries_size: '0',
      free_cache_entries_size: '0',
      fragment_cache_entries_size: '0',
    },
  ],
};

/** The table that a statement asks pgpool for; `undefined` for everything that is PostgreSQL's. */
export function showName(sql: string): string | undefined {
  const name = /^\s*show\s+(pool_\w+)\s*;?\s*$/i.exec(sql)?.[1]?.toLowerCase();
  return name !== undefined && Object.hasOwn(tables, name) ? name : undefined;
}

export function answerShow(name: string, showing: Showing): Answer {
  const rows = tables[name]?.(showing) ?? [];
  const columns = Object.keys(rows[0] ?? {});
  return {
    tag: `SELECT ${rows.length}`,
    columns: columns.map(column => ({ name: column, type: noType, size: -1 })),
    rows: rows.map(row => columns.map(column => row[column] ?? '')),
  };
}

/** As pgpool writes times: whole seconds, no zone; never is nothing. */
export function poolTime(view: PoolView, at: number | undefined): string {
  if (at === undefined) return '';
  return writeTime(view.options.moments.stamp(at)).slice(0, 19);
}
