import { AllPage, DataTable, EmptyState, Mono } from '@greenroom/plugin-portal-react';
import { VAULT_ROLES_ANNOTATION } from '@greenroom/plugin-vault-leases-common';
import { useMemo } from 'react';
import { useVaultLinks } from '../../hooks/useVaultLinks';
import { useVaults } from '../../hooks/useVaults';
import { summariseVaults } from '../../vaults/summary';
import { vaultsShape } from './vaultsShape';

/** Every Vault this person may see: how they are in a sentence, then a row each, worst first. */
export function VaultsPage() {
  const { view, lines, unreadable } = useVaults();
  const links = useVaultLinks();
  const shape = useMemo(() => vaultsShape(links), [links]);
  return (
    <AllPage
      title="Vault"
      view={view}
      sentence={summariseVaults(lines, view.sources)}
      what="the Vaults"
      empty={<NoVaults />}
      unreadable={unreadable}
    >
      <DataTable shape={shape} rows={lines} />
    </AllPage>
  );
}

function NoVaults() {
  return (
    <EmptyState title="No Vaults">
      There is no Vault that you may see. Those who may are named in the portal’s configuration; the owners of
      a service see the roles that it names in its <Mono>{VAULT_ROLES_ANNOTATION}</Mono>, where the
      configuration agrees.
    </EmptyState>
  );
}
