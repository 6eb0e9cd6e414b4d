import type { Check } from '@greenroom/plugin-portal-common';
import { OutcomeMark } from '@greenroom/plugin-portal-react';
import styles from './PromotionPanel.module.css';

const worstFirst: readonly Check['outcome'][] = ['block', 'unknown', 'warn', 'pass'];

/** What the features say about going live now, worst first. */
export function Checks({ checks }: { checks: readonly Check[] }) {
  const sorted = [...checks].sort(
    (a, b) => worstFirst.indexOf(a.outcome) - worstFirst.indexOf(b.outcome) || (a.id < b.id ? -1 : 1),
  );
  return (
    <div className={styles.part}>
      <h3 className={styles.heading}>Readiness</h3>
      {sorted.length === 0 ? (
        <p className={styles.quiet}>
          No check has answered: there is nothing to promote, or nobody was asked yet.
        </p>
      ) : (
        <ul className={styles.list} aria-label="Readiness checks">
          {sorted.map(check => (
            <li
              key={`${check.from} ${check.id}`}
              className={styles.check}
              title={`${check.id}, from ${check.from}`}
            >
              <OutcomeMark outcome={check.outcome} />
              <span className={styles.checkText}>{check.reason}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
