import { notesFrom, type ServiceNotes } from '@greenroom/plugin-portal-react';
import { useMemo } from 'react';
import { databaseNotes } from '../home/databaseNotes';
import { useDatabaseLinks } from './useDatabaseLinks';
import { useDatabases } from './useDatabases';

/** How the databases of these services are: from the one topic of all databases. */
export function useDatabaseNotes(entityRefs: readonly string[]): ServiceNotes {
  const { view, lines } = useDatabases();
  const links = useDatabaseLinks();
  const byService = useMemo(() => databaseNotes(lines, entityRefs, links), [lines, entityRefs, links]);
  return useMemo(() => notesFrom(view, byService), [view, byService]);
}
