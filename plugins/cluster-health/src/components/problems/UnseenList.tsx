import type { Unseen } from '@greenroom/plugin-cluster-health-common';
import { VerdictMark } from '@greenroom/plugin-portal-react';
import { useMemo } from 'react';
import { groupUnseen, nameList } from '../../cluster/unseen';
import styles from './UnseenList.module.css';

/** What is not seen, and why: what is not installed is no fault, the rest may hide something. */
export function UnseenList({ unseen, label }: { unseen: readonly Unseen[]; label: string }) {
  const groups = useMemo(() => groupUnseen(unseen), [unseen]);
  if (groups.length === 0) {
    return null;
  }
  return (
    <ul className={styles.list} aria-label={label}>
      {groups.map(({ absent, text, parts }) => (
        <li key={text} className={styles.item}>
          {absent ? (
            <span className={styles.absent}>{text}</span>
          ) : (
            <>
              <VerdictMark state="unknown">{text}</VerdictMark>
              {parts.length > 1 && <span className={styles.absent}> ({nameList(parts)})</span>}
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
