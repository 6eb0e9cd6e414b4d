import { Link } from '@backstage/ui';
import { EmptyState, FailedState, LastKnown, OnePage } from '@greenroom/plugin-portal-react';
import type { Database } from '@greenroom/plugin-databases-common';
import { useParams } from 'react-router-dom';
import { type DatabaseView, useDatabase } from '../../hooks/useDatabase';
import { useDatabaseLinks } from '../../hooks/useDatabaseLinks';
import { ChartsSection } from '../charts/ChartsSection';
import { TopologyPanel } from '../topology/TopologyPanel';
import { AboutPanels } from './AboutPanels';
import { BackupsPanel } from './BackupsPanel';
import styles from './Database.module.css';

/** The page of the database that the address names: all of it behind `/databases/` is the id. */
export function DatabasePage() {
  const { '*': id = '' } = useParams();
  return <KnownDatabase key={id} id={id} />;
}

function KnownDatabase({ id }: { id: string }) {
  const { all } = useDatabaseLinks();
  const told = useDatabase(id);
  const { view, database, sources, unreadable } = told;
  return (
    <OnePage
      title={database?.name ?? id.split('/').at(-1)}
      crumbs={[{ text: 'Databases', href: all() }]}
      view={view}
      told={database}
      sources={sources}
      unreadable={unreadable}
      what="the database"
      empty={<Nothing id={id} />}
      denied={<Denied id={id} />}
    >
      {database && <Details told={told} database={database} />}
    </OnePage>
  );
}

function Details({ told, database }: { told: DatabaseView; database: Database }) {
  const { events, pools, sources } = told;
  return (
    <LastKnown sources={sources} isGone={database.goneSince !== undefined}>
      <div className={styles.first}>
        <TopologyPanel database={database} pools={pools} />
        <BackupsPanel database={database} />
      </div>
      <ChartsSection database={database} events={events} />
      <AboutPanels told={told} database={database} />
    </LastKnown>
  );
}

function Nothing({ id }: { id: string }) {
  const { all } = useDatabaseLinks();
  return (
    <EmptyState title={`There is no database ${id}`} action={<Link href={all()}>All databases</Link>}>
      Its source answers and has none of that name: it was deleted or renamed, or never was.
    </EmptyState>
  );
}

function Denied({ id }: { id: string }) {
  const { all } = useDatabaseLinks();
  return (
    <FailedState
      title="You may not see this database"
      action={<Link href={all()}>Databases you may see</Link>}
    >
      The owners of a service that uses {id} may see it where its side agrees, and those whom the portal’s
      configuration names. Ask the people who run it, and tell them this page’s address.
    </FailedState>
  );
}
