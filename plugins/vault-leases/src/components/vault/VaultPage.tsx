import { Link } from '@backstage/ui';
import {
  EmptyState,
  FailedState,
  LastKnown,
  Loading,
  PageAnswer,
  PageMarks,
  PortalPage,
  TopicBoundary,
  Unreadable,
} from '@greenroom/plugin-portal-react';
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
    <PortalPage
      title={name}
      crumbs={[{ text: 'Vault', href: all() }]}
      marks={vault && <PageMarks view={view} verdict={vault.verdict} sources={sources} />}
      sentence={
        vault && (
          <PageAnswer
            sentence={vault.sentence}
            since={vault.verdict.state === 'healthy' ? undefined : vault.since}
            seenAt={sources.find(({ freshness }) => freshness !== 'live')?.observedAt}
          />
        )
      }
    >
      <TopicBoundary
        view={view}
        loading={<Loading lines={9}>Loading the Vault</Loading>}
        empty={<Nothing name={name} />}
        denied={<Denied name={name} />}
      >
        <Unreadable rows={unreadable} />
        {vault ? <Details told={told} /> : unreadable === 0 && <Nothing name={name} />}
      </TopicBoundary>
    </PortalPage>
  );
}

function Details({ told }: { told: VaultView }) {
  const { vault, irrevocable, sources } = told;
  if (!vault) {
    return null;
  }
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
