import { Link } from '@backstage/ui';
import { EmptyState, FailedState, LastKnown, OnePage } from '@greenroom/plugin-portal-react';
import type { Vault } from '@greenroom/plugin-vault-leases-common';
import { useParams } from 'react-router-dom';
import { useVault, type VaultView } from '../../hooks/useVault';
import { useVaultLinks } from '../../hooks/useVaultLinks';
import { AtAGlance } from './AtAGlance';
import { IrrevocablePanel } from './IrrevocablePanel';
import { NodesPanel } from './NodesPanel';
import { UnseenPanel } from './UnseenPanel';
import styles from './Vault.module.css';
import { VaultTabs } from './VaultTabs';

/** The page of the Vault that the address names. */
export function VaultPage() {
  const { vault = '' } = useParams();
  return <KnownVault key={vault} name={vault} />;
}

function KnownVault({ name }: { name: string }) {
  const { all } = useVaultLinks();
  const told = useVault(name);
  const { view, vault, sources, unreadable } = told;
  return (
    <OnePage
      title={name}
      crumbs={[{ text: 'Vault', href: all() }]}
      view={view}
      told={vault}
      sources={sources}
      unreadable={unreadable}
      what="the Vault"
      empty={<Nothing name={name} />}
      denied={<Denied name={name} />}
    >
      {vault && <Details told={told} vault={vault} />}
    </OnePage>
  );
}

function Details({ told, vault }: { told: VaultView; vault: Vault }) {
  const { irrevocable, sources } = told;
  return (
    <LastKnown sources={sources}>
      <IrrevocablePanel leases={irrevocable} inAll={vault.irrevocable} />
      <div className={styles.first}>
        <NodesPanel vault={vault} />
        <AtAGlance vault={vault} />
      </div>
      <UnseenPanel vault={vault} />
      <VaultTabs told={told} vault={vault} />
    </LastKnown>
  );
}

function Nothing({ name }: { name: string }) {
  const { all } = useVaultLinks();
  return (
    <EmptyState title={`Nothing is known of ${name}`} action={<Link href={all()}>All Vaults</Link>}>
      The portal has read nothing of it yet that you may see, or its configuration has no Vault of that name.
    </EmptyState>
  );
}

function Denied({ name }: { name: string }) {
  const { all } = useVaultLinks();
  return (
    <FailedState title="You may not see this Vault" action={<Link href={all()}>Vaults you may see</Link>}>
      Those whom the portal’s configuration names may see {name}, and the owners of a service see the roles
      that it gets its credentials from. Ask the people who run it, and tell them this page’s address.
    </FailedState>
  );
}
