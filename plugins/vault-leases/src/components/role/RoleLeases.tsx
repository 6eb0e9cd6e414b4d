import { worstFreshness } from '@greenroom/plugin-portal-common';
import { amount, DataTable, EmptyState, Loading, Section, useStale } from '@greenroom/plugin-portal-react';
import {
  type Lease,
  LEASE_PAGE,
  type LeaseActName,
  leaseActNames,
} from '@greenroom/plugin-vault-leases-common';
import { type ComponentType, useMemo, useState } from 'react';
import type { Rights } from '../../acts/standing';
import { useRights } from '../../hooks/useRights';
import { useSeenGone } from '../../hooks/useSeenGone';
import type { RoleView } from '../../hooks/useRole';
import type { SaidRole } from '../../roles/said';
import { type LeaseDialogProps, RenewDialog } from '../act/RenewDialog';
import { RevokeDialog } from '../act/RevokeDialog';
import { leasesShape } from './leasesShape';
import { PageLinks } from './PageLinks';
import styles from './Role.module.css';

export interface RoleLeasesProps {
  role: SaidRole;
  told: RoleView;
  /** From 0. */
  page: number;
  /** After something was done to one of them. */
  onDone: () => void;
}

/** One page of a role's leases, as they were looked up, with what can be done with each. */
export function RoleLeases({ role, told, page, onDone }: RoleLeasesProps) {
  const { pages, sources } = told;
  const { leases, noteAct } = useSeenGone(told.leases, onDone);
  const [opened, setOpened] = useState<Opened>();
  const rights = useRights(role);
  const isStale = useStale() || worstFreshness(sources) !== 'live';
  const shape = useMemo(
    () =>
      leasesShape({
        standing: { rights, isStale },
        onOpen: (act, lease) => setOpened({ act, lease }),
      }),
    [rights, isStale],
  );
  const Dialog = opened && dialogs[opened.act];
  return (
    <Section title={titleOf(role, page)} aside={<PageLinks role={role} open={page} pages={pages} />}>
      <div className={styles.leases}>
        <MayNot rights={rights} />
        {leases.length > 0 ? (
          <DataTable shape={shape} rows={leases} />
        ) : (
          <NoLeases role={role} page={page} sources={sources} />
        )}
      </div>
      {Dialog && (
        <Dialog role={role} lease={opened.lease} onDone={noteAct} onClose={() => setOpened(undefined)} />
      )}
    </Section>
  );
}

interface Opened {
  act: LeaseActName;
  lease: Lease;
}

const dialogs: Readonly<Record<LeaseActName, ComponentType<LeaseDialogProps>>> = {
  renew: RenewDialog,
  revoke: RevokeDialog,
};

/** What this person may not do with any of them: once, not in each row. */
function MayNot({ rights }: { rights: Rights }) {
  const whys = leaseActNames.flatMap(act => rights[act].why ?? []);
  return whys.length === 0 ? null : <p className={styles.mayNot}>{[...new Set(whys)].join(' ')}</p>;
}

/** `Leases`, `Leases 51 to 100 of 300` */
function titleOf({ leases = 0 }: SaidRole, page: number): string {
  const first = page * LEASE_PAGE + 1;
  const last = Math.min(leases, (page + 1) * LEASE_PAGE);
  return leases <= LEASE_PAGE || last < first
    ? 'Leases'
    : `Leases ${amount(first)} to ${amount(last)} of ${amount(leases)}`;
}

function NoLeases({
  role: { leases },
  page,
  sources,
}: Pick<RoleLeasesProps, 'page' | 'role'> & Pick<RoleView, 'sources'>) {
  const freshness = worstFreshness(sources);
  if (freshness !== 'live' && freshness !== 'connecting') {
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
