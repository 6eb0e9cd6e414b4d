import type { Sessions } from '@greenroom/plugin-databases-common';
import { amount, formatDuration } from '@greenroom/plugin-portal-react';
import styles from './Database.module.css';

/** How many sessions each role holds, and how long its longest transaction is; nothing of what they do. */
export function SessionsTable({ sessions }: { sessions: readonly Sessions[] }) {
  if (sessions.length === 0) {
    return <p className={styles.note}>Nobody is connected, or the sessions may not be counted.</p>;
  }
  return (
    <div className={styles.wide}>
      <table className={styles.table} aria-label="Sessions by role">
        <thead>
          <tr>
            <th scope="col">Role</th>
            <th scope="col">Active</th>
            <th scope="col">Idle</th>
            <th scope="col">In a transaction</th>
            <th scope="col">Longest</th>
          </tr>
        </thead>
        <tbody>
          {sessions.map(row => (
            <tr key={`${row.role} ${row.database}`}>
              <th scope="row">
                {row.role}
                <span className={styles.second}>
                  {[row.madeByVault ? 'made by Vault' : 'database user', row.database]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </th>
              <td>{amount(row.active)}</td>
              <td>{amount(row.idle)}</td>
              <td>{amount(row.idleInTransaction)}</td>
              <td>
                {row.longestTransactionSeconds === undefined
                  ? '–'
                  : formatDuration(row.longestTransactionSeconds * 1000)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
