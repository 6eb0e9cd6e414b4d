import type { ReactNode } from 'react';
import styles from './text.module.css';

/** Names and ids of machines. */
export function Mono({ children }: { children: ReactNode }) {
  return <code className={styles.mono}>{children}</code>;
}
