import { Link } from '@backstage/ui';
import { Mono, VerdictMark } from '@greenroom/plugin-portal-react';
import type { IrrevocableLease } from '@greenroom/plugin-vault-leases-common';
import { useVaultLinks } from '../../hooks/useVaultLinks';
import styles from './Irrevocable.module.css';

/** Leases that Vault has given up revoking, each with why, and what can be done. */
export function IrrevocableList({
  leases,
  withRole,
}: {
  leases: readonly IrrevocableLease[];
  withRole?: boolean;
}) {
  const links = useVaultLinks();
  return (
    <>
      {leases.length > 0 && (
        <ul className={styles.lines} aria-label="Irrevocable leases">
          {leases.map(lease => (
            <li key={lease.fingerprint}>
              <VerdictMark state="degraded">irrevocable</VerdictMark> <Mono>{lease.fingerprint}</Mono>
              {withRole && (
                <>
                  {' of '}
                  <Link href={links.role(lease)}>{`${lease.mount}/${lease.role}`}</Link>
                </>
              )}
              <span className={styles.second}>{lease.error}</span>
            </li>
          ))}
        </ul>
      )}
      <p className={styles.note}>
        Their users stay in the database until somebody takes them away there; then the leases can be revoked
        by force in Vault.
      </p>
    </>
  );
}
