import type { DatabaseLine } from '@greenroom/plugin-databases-common';
import { Fact, Facts, RelativeTime, VerdictMark } from '@greenroom/plugin-portal-react';
import { roleWords } from '../../databases/roles';
import { connectionWords, engineWords, lagWords, shareWords, storageWords } from '../../words';
import styles from './Service.module.css';

/** What there is to know of a database at a glance. */
export function LineFacts({ line }: { line: DatabaseLine }) {
  const { engine, version, place, roles, lag, cpu, connections, storage, backups, alarms, maintenance } =
    line;
  const { writer, others } = roleWords(roles);
  const restorable = backups.latestRestore ?? backups.lastAt;
  return (
    <Facts>
      <Fact name="Engine">
        {[engineWords[engine], version].filter(Boolean).join(' ')}
        <span className={styles.quiet}>{place}</span>
      </Fact>
      <Fact name="Members">
        {writer}
        {others && <span className={styles.quiet}>{others}</span>}
      </Fact>
      {lag !== undefined && <Fact name="Lag">{lagWords(lag)}</Fact>}
      {cpu !== undefined && <Fact name="CPU">{cpu} %</Fact>}
      <Fact name="Connections">
        {connectionWords(connections) ?? 'not known'}
        <span className={styles.quiet}>{shareWords(connections.used, connections.limit)}</span>
      </Fact>
      <Fact name="Storage">{storageWords(storage) ?? 'not known'}</Fact>
      <Fact name="Restorable to">{restorable ? <RelativeTime at={restorable} /> : 'not known'}</Fact>
      {alarms.alarm > 0 && (
        <Fact name="Alarms">
          <VerdictMark state="degraded">{`${alarms.alarm} on`}</VerdictMark>
        </Fact>
      )}
      {maintenance > 0 && <Fact name="Maintenance">{`${maintenance} pending`}</Fact>}
    </Facts>
  );
}
