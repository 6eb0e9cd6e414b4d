import type { ReactElement } from 'react';
import styles from './Frame.module.css';

/** The places on the left (above, where it is narrow), the page beside them. */
export function Frame({ nav, content }: { nav: ReactElement; content: ReactElement }) {
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#content">
        Skip to the page
      </a>
      {nav}
      <div className={styles.content} id="content" tabIndex={-1}>
        {content}
      </div>
    </div>
  );
}
