import type { ReactNode } from 'react';
import { useStale } from '../topic/StaleContext';
import styles from './text.module.css';

/** The answer of the page, before any table. Where it is old, it says so itself: people read no further. */
export function Sentence({ children }: { children: ReactNode }) {
  const was = useStale();
  return (
    <p className={styles.sentence}>
      {was && 'Last known: '}
      {children}
    </p>
  );
}
