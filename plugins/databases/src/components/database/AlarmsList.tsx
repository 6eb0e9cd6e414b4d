import type { Alarm } from '@greenroom/plugin-databases-common';
import type { VerdictState } from '@greenroom/plugin-portal-common';
import { Duration, VerdictMark } from '@greenroom/plugin-portal-react';
import styles from './Database.module.css';

const looks: Record<Alarm['state'], { state: VerdictState; words: string }> = {
  alarm: { state: 'degraded', words: 'on' },
  'insufficient-data': { state: 'unknown', words: 'no data' },
  ok: { state: 'healthy', words: 'ok' },
};

/** Alarms that somebody has set where the database runs, those that are on first. */
export function AlarmsList({ alarms }: { alarms: readonly Alarm[] }) {
  return (
    <ul className={styles.lines}>
      {alarms.map(({ name, state, since, condition, reason, member }) => (
        <li key={name}>
          <VerdictMark state={looks[state].state}>{looks[state].words}</VerdictMark> {name}
          <span className={styles.second}>
            {[condition, member].filter(Boolean).join(' · ')}
            {since && ' · for '}
            {since && <Duration since={since} />}
            {state !== 'ok' && reason && ` · ${reason}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
