import { useContext, useEffect } from 'react';
import { NoteDeskContext } from '../../notes/NotesContext';
import type { UseServiceNotes } from '../../notes/ServiceNote';

/** Draws nothing: tells the list of services around it what a feature says of them. */
export function NoteTeller({ useNotes }: { useNotes: UseServiceNotes }) {
  const { entityRefs, tell } = useContext(NoteDeskContext);
  const notes = useNotes(entityRefs);
  const { byService, unknown } = notes;
  useEffect(() => tell({ byService, unknown }), [tell, byService, unknown]);
  return null;
}
