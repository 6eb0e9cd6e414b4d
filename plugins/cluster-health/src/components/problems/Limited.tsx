import type { ClusterSummary } from '@greenroom/plugin-cluster-health-common';
import { limitWords } from '../../clusters/words';
import styles from './UnseenList.module.css';

/** That the portal reads some namespaces of a cluster only, where it does. */
export function Limited({ summary }: { summary: ClusterSummary }) {
  const words = limitWords(summary);
  return words === undefined ? null : <p className={styles.limited}>{words}.</p>;
}
