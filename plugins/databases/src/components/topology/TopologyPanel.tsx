import type { Database, PoolView } from '@greenroom/plugin-databases-common';
import { Panel, useStale, VerdictMark } from '@greenroom/plugin-portal-react';
import { troublesOf } from '../../database/beliefs';
import { engineWords } from '../../words';
import { MembersTable } from './MembersTable';
import { TopologyDrawing } from './TopologyDrawing';
import styles from './Topology.module.css';

export interface TopologyPanelProps {
  database: Database;
  pools: readonly PoolView[];
}

/** Who writes, who follows and how far behind, drawn; then what is wrong with that, and the same as a table. */
export function TopologyPanel({ database, pools }: TopologyPanelProps) {
  const { engine, version, place } = database;
  const isOld = useStale();
  const troubles = troublesOf(database, pools);
  const about = [engineWords[engine], version].filter(Boolean).join(' ');
  return (
    <Panel title={`Topology · ${about} · ${place}`}>
      {troubles.length > 0 && (
        <ul className={styles.troubles} aria-label="What is wrong with the topology">
          {troubles.map(text => (
            <li key={text}>
              {isOld ? (
                <VerdictMark state="unknown">Last known: {text}</VerdictMark>
              ) : (
                <VerdictMark state="degraded">{text}</VerdictMark>
              )}
            </li>
          ))}
        </ul>
      )}
      <TopologyDrawing database={database} pools={pools} />
      <details className={styles.more}>
        <summary>Members and endpoints</summary>
        <MembersTable database={database} />
      </details>
    </Panel>
  );
}
