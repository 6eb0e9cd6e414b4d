import type { ClusterSummary } from '@greenroom/plugin-cluster-health-common';
import type { Source } from '@greenroom/plugin-portal-common';
import { FreshnessMark, Panel, RelativeTime, useStale, VerdictMark } from '@greenroom/plugin-portal-react';
import { unseenBeside } from '../../cluster/unseen';
import { capacityTitle, engineWords, nodeWords, pendingWords, podWords } from '../../clusters/words';
import { memo } from 'react';
import { Bars } from '../capacity/Bars';
import { Limited } from '../problems/Limited';
import { UnseenList } from '../problems/UnseenList';
import styles from './Cluster.module.css';

export interface CapacityPanelProps {
  summary: ClusterSummary;
  /** When the metrics API measured last; absent where nothing is measured. */
  measuredAt: string | undefined;
  sources: readonly Source[];
}

/** How much there is and is taken, what does not fit and why, and where all this is known from. */
export const CapacityPanel = memo(function Capacity({ summary, measuredAt, sources }: CapacityPanelProps) {
  const { capacity, pending, nodeAutoscaling, unseen } = summary;
  const was = useStale();
  return (
    <Panel title={capacityTitle(summary)}>
      {capacity ? (
        <Bars capacity={capacity} stacked />
      ) : (
        <p className={styles.note}>Nodes or pods cannot be seen.</p>
      )}
      <p className={styles.note}>
        {was ? 'Last known of nodes' : 'Nodes'}: {nodeWords(summary)}. Pods: {podWords(summary)}.
      </p>
      {pending.length > 0 && (
        <ul className={styles.lines} aria-label="Pods that do not fit">
          {pending.map(reason => (
            <li key={reason.text}>
              <VerdictMark state="waiting">{pendingWords(reason)}</VerdictMark>
            </li>
          ))}
        </ul>
      )}
      <h3 className={styles.sub}>Sources</h3>
      <ul className={styles.lines}>
        <li>
          Kubernetes API <FreshnessMark sources={sources} />
        </li>
        {measuredAt && (
          <li>
            Metrics API <span className={styles.quiet}>measured</span> <RelativeTime at={measuredAt} />
          </li>
        )}
        {nodeAutoscaling.map(({ engine, verdict, sentence }) => (
          <li key={engine}>
            {engineWords[engine]} <VerdictMark state={verdict.state}>{sentence}</VerdictMark>
          </li>
        ))}
      </ul>
      <Limited summary={summary} />
      <UnseenList unseen={unseenBeside(unseen, sources)} label="What cannot be seen" />
    </Panel>
  );
});
