import { Link } from '@backstage/ui';
import {
  EmptyState,
  FailedState,
  LastKnown,
  OnePage,
  Panel,
  PortalPage,
} from '@greenroom/plugin-portal-react';
import { roleKey, type RoleRef } from '@greenroom/plugin-vault-leases-common';
import { useCallback, useState } from 'react';
import { useLocation, useSearchParams } from 'react-router-dom';
import { useRole, type RoleView } from '../../hooks/useRole';
import { useVaultLinks } from '../../hooks/useVaultLinks';
import { roleOfPath } from '../../roles/path';
import { pageOf } from '../../leases/pages';
import { RoleLedger } from '../ledger/RoleLedger';
import { StatementsPanel } from '../statements/StatementsPanel';
import styles from './Role.module.css';
import { RoleLeases } from './RoleLeases';
import { RolePanels } from './RolePanels';

/** The page of the role that the address names, with one page of its leases. */
export function RolePage() {
  const { all } = useVaultLinks();
  const [params] = useSearchParams();
  const role = roleOfPath(useLocation().pathname, all());
  return role ? (
    <KnownRole key={roleKey(role)} role={role} page={pageOf(params.get('page'))} />
  ) : (
    <PortalPage title="Vault" crumbs={[{ text: 'Vault', href: all() }]}>
      <FailedState title="This address names no role">
        A role is named by its Vault, the path of its engine and its own name, each escaped as in any address.
      </FailedState>
    </PortalPage>
  );
}

function KnownRole({ role: ref, page }: { role: RoleRef; page: number }) {
  const { all, vault } = useVaultLinks();
  const told = useRole(ref, page);
  const { view, sources, believed, unreadable } = told;
  const said = told.role ?? told.static;
  return (
    <OnePage
      title={ref.role}
      crumbs={[
        { text: 'Vault', href: all() },
        { text: ref.vault, href: vault(ref.vault) },
      ]}
      view={view}
      told={said}
      sources={sources}
      believed={believed}
      unreadable={unreadable}
      what="the role"
      empty={<Nothing role={ref} />}
      denied={<Denied role={ref} />}
    >
      <Details told={told} page={page} />
    </OnePage>
  );
}

function Details({ told, page }: { told: RoleView; page: number }) {
  const { role, believed } = told;
  const [acts, setActs] = useState(0);
  const noteAct = useCallback(() => setActs(n => n + 1), []);
  return (
    <>
      <LastKnown sources={believed}>
        <RolePanels told={told} />
        {role && <RoleLeases role={role} told={told} page={page} onDone={noteAct} />}
      </LastKnown>
      {role && (
        <div className={styles.panels}>
          <Panel title="What was done to its leases">
            <RoleLedger role={role} news={`${acts} ${role.leases}`} />
          </Panel>
          {role.hasStatements && <StatementsPanel role={role} />}
        </div>
      )}
    </>
  );
}

function Nothing({ role }: { role: RoleRef }) {
  const { vault } = useVaultLinks();
  return (
    <EmptyState
      title={`There is no role ${role.mount}/${role.role}`}
      action={<Link href={vault(role.vault)}>{`All roles of ${role.vault}`}</Link>}
    >
      {role.vault} answers and has none of that name: it was deleted or renamed, or never was.
    </EmptyState>
  );
}

function Denied({ role }: { role: RoleRef }) {
  const { all } = useVaultLinks();
  return (
    <FailedState title="You may not see this role" action={<Link href={all()}>Vaults you may see</Link>}>
      The owners of a service that gets its credentials from {role.mount}/{role.role} may see it where the
      portal’s configuration agrees, and those whom it names. Ask the people who run it, and tell them this
      page’s address.
    </FailedState>
  );
}
