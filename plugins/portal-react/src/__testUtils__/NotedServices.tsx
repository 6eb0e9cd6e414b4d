import type { ReactElement } from 'react';
import { NoteCells } from '../components/notes/NoteCells';
import { ServiceNotesDesk } from '../components/notes/ServiceNotesDesk';
import { type NoteColumn, NoteColumnsContext } from '../notes/NotesContext';

/** A list of services as Home has one, with what one feature says of each: its `service-note` extension is the teller. */
export function NotedServices(props: { title: string; teller: ReactElement; services: readonly string[] }) {
  const { title, teller, services } = props;
  return <NotedList columns={[{ id: title, title, teller }]} services={services} />;
}

/** The same with several columns. */
export function NotedList(props: { columns: readonly NoteColumn[]; services: readonly string[] }) {
  const { columns, services } = props;
  return (
    <NoteColumnsContext.Provider value={columns}>
      <ServiceNotesDesk of={services}>
        <ul aria-label="Services">
          {services.map(service => (
            <li key={service}>
              <NoteCells of={service} />
            </li>
          ))}
        </ul>
      </ServiceNotesDesk>
    </NoteColumnsContext.Provider>
  );
}
