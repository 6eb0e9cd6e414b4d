import type { ReactNode } from 'react';
import styles from './text.module.css';

/** The answer of the page, before any table. */
export function Sentence({ children }: { children: ReactNode }) {
  return <p className={styles.sentence}>{children}</p>;
}
