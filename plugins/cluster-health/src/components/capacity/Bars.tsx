import type { Capacities } from '@greenroom/plugin-cluster-health-common';
import { bytesOf, coresOf, podsOf } from '../../words';
import { CapacityBar } from './CapacityBar';
import styles from './CapacityBar.module.css';

/** What is asked for against what is there: processor, memory, pods. */
export function Bars({ capacity: { cpuCores, memoryBytes, pods } }: { capacity: Capacities }) {
  return (
    <div className={styles.bars}>
      <CapacityBar label="CPU" capacity={cpuCores} words={coresOf} />
      <CapacityBar label="Memory" capacity={memoryBytes} words={bytesOf} />
      <CapacityBar label="Pods" capacity={pods} words={podsOf} />
    </div>
  );
}
