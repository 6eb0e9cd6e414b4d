import type { Backups } from '@greenroom/plugin-databases-common';
import { ClockTime, formatClock, RelativeTime, useTicking } from '@greenroom/plugin-portal-react';
import { useCallback } from 'react';
import { restoreWindow } from '../../database/restoreWindow';
import styles from './Database.module.css';

/** The time to any moment of which the database can be had back. */
export function RestoreBar({ backups }: { backups: Backups }) {
  const drawn = useTicking(useCallback(now => shares(backups, now), [backups]));
  const words = useTicking(useCallback(now => inWords(backups, now), [backups]));
  const { earliestRestore, latestRestore } = backups;
  if (!drawn || !earliestRestore || !latestRestore) {
    return <p className={styles.note}>To which moment it can be restored is not known.</p>;
  }
  const [left, right] = drawn.split(' ');
  return (
    <>
      <div className={styles.window} role="img" aria-label={words}>
        <div className={styles.filled} style={{ left: `${left}%`, right: `${right}%` }} />
      </div>
      <div className={styles.ends} aria-hidden="true">
        <span>
          <ClockTime at={earliestRestore} />
        </span>
        <span>
          <RelativeTime at={latestRestore} />
        </span>
      </div>
    </>
  );
}

/** Per cent from the left and from the right, as one text: a tick draws nothing where it says the same. */
function shares(backups: Backups, now: Date): string {
  const it = restoreWindow(backups, now);
  return it ? `${(it.from * 100).toFixed(1)} ${((1 - it.to) * 100).toFixed(1)}` : '';
}

function inWords(backups: Backups, now: Date): string {
  const it = restoreWindow(backups, now);
  return it
    ? `It can be restored to any moment from ${formatClock(it.earliest, now)} to ${formatClock(it.latest, now)}`
    : '';
}
