import { amount, DataTable, EmptyState, PageTabs, useTab } from '@greenroom/plugin-portal-react';
import type { Vault } from '@greenroom/plugin-vault-leases-common';
import { useMemo } from 'react';
import { useVaultLinks } from '../../hooks/useVaultLinks';
import type { VaultView } from '../../hooks/useVault';
import { MountsTable } from './MountsTable';
import { rolesShape } from './rolesShape';
import { staticRolesShape } from './staticRolesShape';

const tabs = ['roles', 'static', 'engines'] as const;

/** What of the address is about the table in a tab. */
const ofTable = ['q', 'state', 'mount', 'service', 'sort'];

/** What a Vault gives credentials by. */
export function VaultTabs({ told: { roles, statics }, vault }: { told: VaultView; vault: Vault }) {
  const { tab = 'roles', setTab } = useTab(tabs, ofTable);
  const titles = [
    { id: 'roles', title: `Roles ${amount(roles.length)}` },
    { id: 'static', title: `Static roles ${amount(statics.length)}` },
    { id: 'engines', title: `Engines ${amount(vault.mounts.length)}` },
  ] as const;
  return (
    <PageTabs label={`What ${vault.name} gives credentials by`} tabs={titles} open={tab} onOpen={setTab}>
      {tab === 'roles' && <Roles roles={roles} />}
      {tab === 'static' && <StaticRoles statics={statics} />}
      {tab === 'engines' && <MountsTable mounts={vault.mounts} />}
    </PageTabs>
  );
}

function Roles({ roles }: Pick<VaultView, 'roles'>) {
  const links = useVaultLinks();
  const shape = useMemo(() => rolesShape(links), [links]);
  return roles.length === 0 ? (
    <EmptyState title="No role is to be seen">
      Its engines have none, or you may not see them: what may not be listed is said above.
    </EmptyState>
  ) : (
    <DataTable shape={shape} rows={roles} />
  );
}

function StaticRoles({ statics }: Pick<VaultView, 'statics'>) {
  const links = useVaultLinks();
  const shape = useMemo(() => staticRolesShape(links), [links]);
  return statics.length === 0 ? (
    <EmptyState title="No static role is to be seen">
      Static roles keep one user and give it a new password now and then. There is none, or you may not see
      it.
    </EmptyState>
  ) : (
    <DataTable shape={shape} rows={statics} />
  );
}
