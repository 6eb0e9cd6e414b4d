import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { useStableList } from '../../hooks/useStableList';
import {
  type NoteColumn,
  type NoteDesk,
  NoteDeskContext,
  ToldContext,
  useNoteColumns,
} from '../../notes/NotesContext';
import type { ServiceNotes } from '../../notes/ServiceNote';

type Told = ReadonlyMap<string, ServiceNotes>;

/** Asks every feature once what it has to say of these services, for the `NoteCells` within. */
export function ServiceNotesDesk({ of, children }: { of: readonly string[]; children: ReactNode }) {
  const columns = useNoteColumns();
  const entityRefs = useStableList(of);
  const [told, setTold] = useState<Told>(new Map());
  const tell = useCallback(
    (id: string, notes: ServiceNotes) => setTold(before => new Map(before).set(id, notes)),
    [],
  );
  return (
    <ToldContext.Provider value={told}>
      {columns.map(column => (
        <Desk key={column.id} column={column} entityRefs={entityRefs} tell={tell} />
      ))}
      {children}
    </ToldContext.Provider>
  );
}

function Desk(props: {
  column: NoteColumn;
  entityRefs: readonly string[];
  tell: (id: string, notes: ServiceNotes) => void;
}) {
  const { column, entityRefs, tell } = props;
  const { id, teller } = column;
  const desk = useMemo(
    (): NoteDesk => ({ entityRefs, tell: notes => tell(id, notes) }),
    [entityRefs, id, tell],
  );
  return <NoteDeskContext.Provider value={desk}>{teller}</NoteDeskContext.Provider>;
}
