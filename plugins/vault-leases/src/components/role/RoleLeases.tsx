import { amount, DataTable, EmptyState, Loading, Section } from '@greenroom/plugin-portal-react';
import { LEASE_PAGE } from '@greenroom/plugin-vault-leases-common';
import { useMemo } from 'react';
import type { RoleView } from '../../hooks/useRole';
import type { SaidRole } from '../../roles/said';
import { leasesShape } from './leasesShape';
import { PageLinks } from './PageLinks';
import styles from './Role.module.css';

export interface RoleLeasesProps {
  role: SaidRole;
  told: RoleView;
  /** From 0. */
  page: number;
}

/** One page of a role's leases, as they were looked up. */
export function RoleLeases({ role, told: { leases, pages }, page }: RoleLeasesProps) {
  const shape = useMemo(() => leasesShape(), []);
  return (
    <Section title={titleOf(role, page)} aside={<PageLinks role={role} open={page} pages={pages} />}>
      <div className={styles.leases}>
        {leases.length > 0 ? <DataTable shape={shape} rows={leases} /> : <NoLeases role={role} page={page} />}
      </div>
    </Section>
  );
}

/** `Leases`, `Leases 51 to 100 of 300` */
function titleOf({ leases = 0 }: SaidRole, page: number): string {
  const first = page * LEASE_PAGE + 1;
  const last = Math.min(leases, (page + 1) * LEASE_PAGE);
  return leases <= LEASE_PAGE || last < first
    ? 'Leases'
    : `Leases ${amount(first)} to ${amount(last)} of ${amount(leases)}`;
}

function NoLeases({ role, page }: { role: SaidRole; page: number }) {
  const { leases, verdict } = role;
  if (verdict.state === 'unknown') {
    return <EmptyState title="Nothing can be said of its leases now">Why is said above.</EmptyState>;
  }
  if (leases === undefined || leases > page * LEASE_PAGE) {
    return <Loading lines={6}>Looking its leases up</Loading>;
  }
  return leases === 0 ? (
    <EmptyState title="No leases">
      The role was listed and has no lease now: nobody holds credentials by it.
    </EmptyState>
  ) : (
    <EmptyState title="There are no leases on this page">There are fewer now than there were.</EmptyState>
  );
}
