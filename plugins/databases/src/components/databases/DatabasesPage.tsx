import {
  DataTable,
  EmptyState,
  FreshnessMark,
  Loading,
  Mono,
  PortalPage,
  Sentence,
  TopicBoundary,
  Unreadable,
} from '@greenroom/plugin-portal-react';
import { DATABASES_ANNOTATION } from '@greenroom/plugin-databases-common';
import { useMemo } from 'react';
import { summariseDatabases } from '../../databases/summary';
import { useDatabaseLinks } from '../../hooks/useDatabaseLinks';
import { useDatabases } from '../../hooks/useDatabases';
import { databasesShape } from './databasesShape';

/** Every database this person may see: how they are in a sentence, then a row each, worst first. */
export function DatabasesPage() {
  const { view, lines, unreadable } = useDatabases();
  const links = useDatabaseLinks();
  const shape = useMemo(() => databasesShape(links), [links]);
  return (
    <PortalPage
      title="Databases"
      marks={view.state === 'live' && <FreshnessMark sources={view.sources} />}
      sentence={
        view.rows && (
          <Sentence>
            <span role="status">{summariseDatabases(lines, view.sources)}</span>
          </Sentence>
        )
      }
    >
      <TopicBoundary
        view={view}
        loading={<Loading lines={9}>Loading the databases</Loading>}
        empty={<NoDatabases />}
      >
        <Unreadable rows={unreadable} />
        <DataTable shape={shape} rows={lines} />
      </TopicBoundary>
    </PortalPage>
  );
}

function NoDatabases() {
  return (
    <EmptyState title="No databases">
      There is no database that you may see. Those who may are named in the portal’s configuration; the owners
      of a service see what it names in its <Mono>{DATABASES_ANNOTATION}</Mono>, where the database’s side
      agrees.
    </EmptyState>
  );
}
