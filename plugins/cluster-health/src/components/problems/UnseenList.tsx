import type { Unseen } from '@greenroom/plugin-cluster-health-common';
import { VerdictMark } from '@greenroom/plugin-portal-react';
import { capital } from '../../words';
import styles from './UnseenList.module.css';

/** What is not seen, and why: what is not installed is no fault, the rest may hide something. */
export function UnseenList({ unseen, label }: { unseen: readonly Unseen[]; label: string }) {
  if (unseen.length === 0) {
    return null;
  }
  return (
    <ul className={styles.list} aria-label={label}>
      {unseen.map(({ part, why, text }) => (
        <li key={`${part} ${text}`} className={styles.item}>
          {why === 'not-installed' ? (
            <span className={styles.absent}>{capital(text)}</span>
          ) : (
            <VerdictMark state="unknown">{capital(text)}</VerdictMark>
          )}
        </li>
      ))}
    </ul>
  );
}
