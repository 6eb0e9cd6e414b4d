import type { PostgresCluster } from '../model/PostgresCluster';
import type { PostgresNode } from '../model/PostgresNode';
import type { Account } from './accounts';
import type { Settings } from './Settings';

/** Who asks, of which server: what views and functions answer from. */
export interface Asking {
  node: PostgresNode;
  cluster: PostgresCluster;
  account: Account;
  database: string;
  processId: number;
  settings: Settings;
  client: { address: string; port: number };
  /** Milliseconds since 1970 at which the transaction began. */
  transactionTime(): number;
  /** Milliseconds since 1970. */
  clockTime(): number;
}

/** Whether somebody may see what others do: superusers, and who is in `pg_monitor`. */
export function isMonitor({ account }: Asking): boolean {
  return account.isSuperuser || account.memberOf.includes('pg_monitor');
}
