import type { Database } from '@greenroom/plugin-databases-common';
import { ClockTime, Panel, Reasons, VerdictMark } from '@greenroom/plugin-portal-react';
import type { DatabaseView } from '../../hooks/useDatabase';
import { AlarmsList } from './AlarmsList';
import styles from './Database.module.css';
import { EventsList } from './EventsList';
import { HousekeepingFacts } from './HousekeepingFacts';
import { SessionsTable } from './SessionsTable';

/** What there is to know beside topology and charts; what an engine does not tell is left out. */
export function AboutPanels({ told, database }: { told: DatabaseView; database: Database }) {
  const { alarms, events, sessions } = told;
  const { maintenance, housekeeping, unseen, verdict } = database;
  return (
    <div className={styles.panels}>
      {verdict.reasons.length > 1 && <Reasons verdict={verdict} />}
      {unseen.length > 0 && (
        <Panel title="What cannot be seen">
          <ul className={styles.lines}>
            {unseen.map(text => (
              <li key={text}>
                <VerdictMark state="unknown">{text}</VerdictMark>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {alarms.length > 0 && (
        <Panel title="Alarms">
          <AlarmsList alarms={alarms} />
        </Panel>
      )}
      {maintenance.length > 0 && (
        <Panel title="Pending maintenance">
          <ul className={styles.lines}>
            {maintenance.map(({ id, text, action, dueAt, member }) => (
              <li key={id}>
                {text}
                <span className={styles.second}>
                  {[action, member].filter(Boolean).join(' · ')}
                  {dueAt && ' · at the latest '}
                  {dueAt && <ClockTime at={dueAt} />}
                </span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {(sessions.length > 0 || housekeeping) && (
        <Panel title="Sessions by role">
          <SessionsTable sessions={sessions} />
        </Panel>
      )}
      {housekeeping && (
        <Panel title="Housekeeping">
          <HousekeepingFacts housekeeping={housekeeping} />
        </Panel>
      )}
      <Panel title="Events">
        <EventsList events={events} isAws={database.account !== undefined} />
      </Panel>
    </div>
  );
}
