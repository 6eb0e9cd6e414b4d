import { Link } from '@backstage/ui';
import { count, EmptyState, Mono, VerdictMark } from '@greenroom/plugin-portal-react';
import type { Lease } from '@greenroom/plugin-vault-leases-common';
import { useVaultLinks } from '../../hooks/useVaultLinks';
import type { SaidRole } from '../../roles/said';
import { LeaseBar } from '../role/LeaseBar';
import styles from './Service.module.css';

/** What fits before somebody wants the whole table. */
const SHOWN = 8;

/** The leases of a role that need a look first, then those that end first. @param leases - of this role, in that order */
export function FirstLeases({ role, leases }: { role: SaidRole; leases: readonly Lease[] }) {
  const links = useVaultLinks();
  const shown = leases.slice(0, SHOWN);
  const all = Math.max(role.leases ?? 0, leases.length);
  if (shown.length === 0) {
    return <NoLeases role={role} />;
  }
  return (
    <>
      <ul className={styles.leases} aria-label={`Leases of ${role.role}`}>
        {shown.map(lease => (
          <li key={lease.fingerprint} className={styles.lease}>
            <Mono>{lease.fingerprint}</Mono>
            <VerdictMark state={lease.verdict.state} />
            <LeaseBar lease={lease} />
            {lease.verdict.reasons[0] && <span className={styles.why}>{lease.verdict.reasons[0].text}</span>}
          </li>
        ))}
      </ul>
      {all > shown.length && (
        <p className={styles.more}>
          <Link href={links.role(role)}>{`All ${count(all, 'lease')}`}</Link>
        </p>
      )}
    </>
  );
}

function NoLeases({ role: { leases } }: { role: SaidRole }) {
  return leases === 0 ? (
    <EmptyState title="No leases">Nobody holds credentials by this role now.</EmptyState>
  ) : (
    <EmptyState title="Its leases were not looked up yet">
      They are asked for while somebody is here, within the budget of requests of its Vault.
    </EmptyState>
  );
}
