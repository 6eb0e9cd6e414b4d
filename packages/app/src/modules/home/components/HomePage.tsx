import { type NoteColumn, NoteColumnsContext, PortalPage } from '@greenroom/plugin-portal-react';
import type { ReactElement } from 'react';
import styles from './HomePage.module.css';

export interface HomeSection {
  id: string;
  title: string;
  element: ReactElement;
}

/** What needs me, most urgent first. */
export function HomePage(props: { sections: readonly HomeSection[]; noteColumns: readonly NoteColumn[] }) {
  const { sections, noteColumns } = props;
  return (
    <PortalPage title="What needs you">
      <NoteColumnsContext.Provider value={noteColumns}>
        <div className={styles.sections}>
          {sections.map(section => (
            <div key={section.id}>{section.element}</div>
          ))}
        </div>
      </NoteColumnsContext.Provider>
    </PortalPage>
  );
}
