import { PortalPage } from '@greenroom/plugin-portal-react';
import type { ReactElement } from 'react';
import styles from './HomePage.module.css';

export interface HomeSection {
  id: string;
  title: string;
  element: ReactElement;
}

/** What needs me, most urgent first. */
export function HomePage({ sections }: { sections: HomeSection[] }) {
  return (
    <PortalPage title="What needs you">
      <div className={styles.sections}>
        {sections.map(section => (
          <div key={section.id}>{section.element}</div>
        ))}
      </div>
    </PortalPage>
  );
}
