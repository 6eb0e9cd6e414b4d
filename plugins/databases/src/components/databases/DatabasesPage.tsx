import { AllPage, DataTable, EmptyState, Mono } from '@greenroom/plugin-portal-react';
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
    <AllPage
      title="Databases"
      view={view}
      sentence={summariseDatabases(lines, view.sources)}
      what="the databases"
      empty={<NoDatabases />}
      unreadable={unreadable}
    >
      <DataTable shape={shape} rows={lines} />
    </AllPage>
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
