import { StateGlyph } from '../verdict/StateGlyph';
import type { StateProps } from './EmptyState';
import styles from './states.module.css';

/** We could not look: what failed, whose fault it is, what to do. */
export function FailedState({ title, children, action }: StateProps) {
  return (
    <div className={styles.state} data-failed role="alert">
      <p className={styles.title}>
        <span className={styles.glyph}>
          <StateGlyph state="degraded" />
        </span>
        {title}
      </p>
      {children !== undefined && <div className={styles.text}>{children}</div>}
      {action !== undefined && <div className={styles.action}>{action}</div>}
    </div>
  );
}
