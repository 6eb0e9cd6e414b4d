import type { ReactNode } from 'react';
import styles from './states.module.css';

export interface StateProps {
  /** What is (not) there, in a few words. */
  title: ReactNode;
  /** Why, and what a person can do. */
  children?: ReactNode;
  /** The one thing to do about it: a button or a link. */
  action?: ReactNode;
}

/** We know that there is nothing. Never drawn when we could not look: that is a `FailedState`. */
export function EmptyState({ title, children, action }: StateProps) {
  return (
    <div className={styles.state}>
      <p className={styles.title}>{title}</p>
      {children !== undefined && <div className={styles.text}>{children}</div>}
      {action !== undefined && <div className={styles.action}>{action}</div>}
    </div>
  );
}
