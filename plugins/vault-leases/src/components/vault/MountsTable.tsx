import { amount, EmptyState, Mono, VerdictMark } from '@greenroom/plugin-portal-react';
import type { Mount } from '@greenroom/plugin-vault-leases-common';
import styles from './Vault.module.css';

/** The secrets engines whose roles the portal shows. */
export function MountsTable({ mounts }: { mounts: readonly Mount[] }) {
  if (mounts.length === 0) {
    return (
      <EmptyState title="No engine is to be seen">
        The portal shows engines that make users of databases and certificates: there is none, or it may not
        list them.
      </EmptyState>
    );
  }
  return (
    <div className={styles.wide}>
      <table className={styles.table} aria-label="Engines">
        <thead>
          <tr>
            <th scope="col">Path</th>
            <th scope="col">Engine</th>
            <th scope="col">Roles</th>
            <th scope="col">Static roles</th>
            <th scope="col">Irrevocable leases</th>
            <th scope="col">Credentials made</th>
          </tr>
        </thead>
        <tbody>
          {mounts.map(({ path, type, roles, staticRoles, irrevocable, created }) => (
            <tr key={path}>
              <th scope="row">
                <Mono>{path}</Mono>
              </th>
              <td>{type}</td>
              <td>{listed(roles)}</td>
              <td>{listed(staticRoles)}</td>
              <td>
                {irrevocable ? (
                  <VerdictMark state="degraded">{amount(irrevocable)}</VerdictMark>
                ) : (
                  (irrevocable === 0 && 'none') || 'not known'
                )}
              </td>
              <td>
                {created === undefined ? 'not known' : amount(created)}
                <span className={styles.second}>since the leader started</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const listed = (roles: number | undefined) => (roles === undefined ? 'may not be listed' : amount(roles));
