import { Children, type ReactNode } from 'react';
import styles from './Facts.module.css';

/** Names with what they are, one under the other. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className={styles.facts}>{Children.toArray(children)}</dl>;
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value}>{children}</dd>
    </div>
  );
}
