import { notesFrom, type ServiceNotes, useTicking, wholeMinute } from '@greenroom/plugin-portal-react';
import { useMemo } from 'react';
import { databaseNotes } from '../home/databaseNotes';
import { useDatabaseLinks } from './useDatabaseLinks';
import { useDatabases } from './useDatabases';

/** How the databases of these services are: from the one topic of all databases. */
export function useDatabaseNotes(entityRefs: readonly string[]): ServiceNotes {
  const { view, lines } = useDatabases();
  const links = useDatabaseLinks();
  const now = useTicking(wholeMinute);
  const byService = useMemo(
    () => databaseNotes(lines, { services: entityRefs, now, links }),
    [lines, entityRefs, now, links],
  );
  return useMemo(() => notesFrom(view, byService), [view, byService]);
}
