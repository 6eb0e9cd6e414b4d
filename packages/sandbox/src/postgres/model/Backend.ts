/** One process of a server, as `pg_stat_activity` tells it. Times are sandbox seconds. */
export interface Backend {
  pid: number;
  backendType: string;
  user?: string;
  database?: string;
  application?: string;
  client?: { address: string; port: number };
  since: number;
  /** Of the transaction, the statement, and the state. */
  transactionSince?: number;
  statementSince?: number;
  stateSince?: number;
  state?: 'active' | 'idle' | 'idle in transaction' | 'idle in transaction (aborted)';
  wait?: readonly [type: string, event: string];
  statement?: string;
}
