import type { Database, Watching } from '@greenroom/plugin-databases-common';
import {
  ClockTime,
  count,
  Fact,
  Facts,
  Panel,
  RelativeTime,
  VerdictMark,
} from '@greenroom/plugin-portal-react';
import { connectionWords, shareWords, storageWords } from '../../words';
import styles from './Database.module.css';
import { RestoreBar } from './RestoreBar';

/** To which moment it can be had back, and what else there is to know at a glance. */
export function BackupsPanel({ database }: { database: Database }) {
  const { backups, maintenance, watching, connections, storage, alarms } = database;
  const { lastAt, last, lastFailedAt, retentionDays, window } = backups;
  return (
    <Panel title="Backups and restore window">
      <RestoreBar backups={backups} />
      <div className={styles.facts}>
        <Facts>
          <Fact name="Last backup">
            {lastAt ? <ClockTime at={lastAt} /> : 'none known'}
            {last && <span className={styles.quiet}>{last}</span>}
          </Fact>
          {lastFailedAt && (
            <Fact name="Last that failed">
              <VerdictMark state={lastAt && lastAt > lastFailedAt ? 'waiting' : 'degraded'}>
                <ClockTime at={lastFailedAt} />
              </VerdictMark>
            </Fact>
          )}
          {(retentionDays !== undefined || window) && (
            <Fact name="Kept">
              {retentionDays === undefined ? 'how long is not known' : count(retentionDays, 'day')}
              {window && <span className={styles.quiet}>taken {window}</span>}
            </Fact>
          )}
          <Fact name="Connections">
            {connectionWords(connections) ?? 'not known'}
            <span className={styles.quiet}>
              {[shareWords(connections.used, connections.limit), connections.limitFrom]
                .filter(Boolean)
                .join(' of ')}
            </span>
          </Fact>
          <Fact name="Storage">
            {storageWords(storage) ?? 'not known'}
            {storage.note && <span className={styles.quiet}>{storage.note}</span>}
            {storage.fullAt && (
              <VerdictMark state="waiting">
                full <RelativeTime at={storage.fullAt} />
              </VerdictMark>
            )}
          </Fact>
          <Fact name="Alarms">
            <AlarmWords alarms={alarms} />
          </Fact>
          <Fact name="Maintenance">
            {maintenance.length === 0 ? 'none pending' : `${maintenance.length} pending`}
          </Fact>
          {watching && <Fact name="Watching costs">{watchingWords(watching)}</Fact>}
        </Facts>
      </div>
    </Panel>
  );
}

/** What nobody charges for is not counted. */
function watchingWords({ dollarsADay, metrics, periodSeconds }: Watching): string {
  return dollarsADay === 0
    ? 'nothing'
    : `$${dollarsADay.toFixed(3)} a day · ${count(metrics, 'metric')} every ${periodSeconds} s`;
}

function AlarmWords({ alarms: { ok, alarm, insufficientData } }: Pick<Database, 'alarms'>) {
  const all = ok + alarm + insufficientData;
  if (all === 0) {
    return <>none set</>;
  }
  return (
    <>
      {alarm > 0 && <VerdictMark state="degraded">{`${alarm} of ${all} on`}</VerdictMark>}
      {insufficientData > 0 && (
        <VerdictMark state="unknown">{`${insufficientData} of ${all} without data`}</VerdictMark>
      )}
      {ok > 0 && <VerdictMark state="healthy">{`${ok} of ${all} ok`}</VerdictMark>}
    </>
  );
}
