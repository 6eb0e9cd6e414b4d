import { Fragment, type ReactNode } from 'react';
import { Link } from '@backstage/ui';
import styles from './PortalPage.module.css';

export interface PortalPageProps {
  title: ReactNode;
  /** The way here, outermost first; the page itself is left out. */
  crumbs?: { text: string; href: string }[];
  /** Verdict and freshness, beside the title. */
  marks?: ReactNode;
  /** The answer of the page: a `Sentence`. */
  sentence?: ReactNode;
  children: ReactNode;
}

/** The frame of a page of ours: the way here, its name, how it is, one sentence, then everything else. */
export function PortalPage({ title, crumbs = [], marks, sentence, children }: PortalPageProps) {
  return (
    <main className={styles.page}>
      {crumbs.length > 0 && (
        <nav aria-label="The way here" className={styles.crumbs}>
          {crumbs.map(({ text, href }, index) => (
            <Fragment key={href}>
              {index > 0 && <span aria-hidden="true"> / </span>}
              <Link href={href} variant="body-small" color="secondary" standalone>
                {text}
              </Link>
            </Fragment>
          ))}
        </nav>
      )}
      <div className={styles.head}>
        <h1 className={styles.title}>{title}</h1>
        {marks !== undefined && <div className={styles.marks}>{marks}</div>}
      </div>
      {sentence}
      {children}
    </main>
  );
}
