import type { ReactNode } from 'react';
import { StateGlyph } from '../verdict/StateGlyph';
import styles from './states.module.css';

/** Says that what follows is old, how old, and what happens about it. */
export function StaleRibbon({ children }: { children: ReactNode }) {
  return (
    <p className={styles.ribbon} role="status">
      <StateGlyph state="unknown" />
      <span>{children}</span>
    </p>
  );
}
