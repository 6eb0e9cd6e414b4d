import { type ReactNode, useId } from 'react';
import { BgProvider } from '@backstage/ui';
import styles from './Panel.module.css';

export interface PanelProps {
  title: ReactNode;
  /** Beside the heading, at its end: a freshness, a link, a filter. */
  aside?: ReactNode;
  /** Rows and tables that draw their own edges go to the border. */
  flush?: boolean;
  /** Level of the heading; 2 right under the page's title. */
  level?: 2 | 3;
  children: ReactNode;
}

/** A card with a heading, and a region of that name; within another part of a page it is a group, of which there may be several. */
export function Panel({ title, aside, flush, level = 2, children }: PanelProps) {
  const id = useId();
  const Heading = `h${level}` as const;
  return (
    <section
      className={styles.panel}
      role={level === 3 ? 'group' : undefined}
      aria-labelledby={id}
      data-flush={flush || undefined}
    >
      <div className={styles.head}>
        <Heading id={id} className={styles.title}>
          {title}
        </Heading>
        {aside !== undefined && <div className={styles.aside}>{aside}</div>}
      </div>
      <div className={styles.body}>
        <BgProvider bg="neutral-1">{children}</BgProvider>
      </div>
    </section>
  );
}

/** A part of a page with a heading, without a card of its own. */
export function Section({ title, aside, level = 2, children }: Omit<PanelProps, 'flush'>) {
  const id = useId();
  const Heading = `h${level}` as const;
  return (
    <section className={styles.section} role={level === 3 ? 'group' : undefined} aria-labelledby={id}>
      <div className={styles.sectionHead}>
        <Heading id={id} className={styles.title}>
          {title}
        </Heading>
        {aside !== undefined && <div className={styles.aside}>{aside}</div>}
      </div>
      {children}
    </section>
  );
}
