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
    <main className={styles.page}>
      <h1 className={styles.title}>What needs you</h1>
      {sections.map(section => (
        <section key={section.id} aria-label={section.title}>
          {section.element}
        </section>
      ))}
    </main>
  );
}
