import { Link } from '@backstage/ui';
import type { ClusterSummary } from '@greenroom/plugin-cluster-health-common';
import {
  ClockTime,
  Fact,
  Facts,
  FreshnessMark,
  LastKnown,
  VerdictMark,
  VerdictPill,
} from '@greenroom/plugin-portal-react';
import { useId } from 'react';
import { useHealthLinks } from '../../hooks/useHealthLinks';
import { unseenBeside } from '../../cluster/unseen';
import { engineWords, nodeWords, pendingWords, podWords } from '../../clusters/words';
import { Bars } from '../capacity/Bars';
import { Limited } from '../problems/Limited';
import { UnseenList } from '../problems/UnseenList';
import styles from './Clusters.module.css';

/** One cluster: how it is, what is there and how much of it is taken. */
export function ClusterCard({ summary }: { summary: ClusterSummary }) {
  const { one } = useHealthLinks();
  const id = useId();
  const { cluster, title, verdict, sentence, since, source, version, capacity, unseen } = summary;
  const sources = [source];
  const blind = unseenBeside(unseen, sources).filter(({ why }) => why !== 'not-installed');
  return (
    <article className={styles.card} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id} className={styles.title}>
          <Link href={one(cluster)} variant="title-x-small">
            {cluster}
          </Link>
        </h2>
        <VerdictPill state={verdict.state} />
        <FreshnessMark sources={sources} />
      </div>
      {title !== cluster && <p className={styles.called}>{title}</p>}
      <p className={styles.sentence}>
        {sentence}
        {since && source.freshness === 'live' && (
          <span className={styles.since}>
            {' '}
            Since <ClockTime at={since} />.
          </span>
        )}
      </p>
      <LastKnown sources={sources}>
        {source.freshness !== 'live' && version && <p className={styles.called}>Last known:</p>}
        {capacity && <Bars capacity={capacity} />}
        <div className={styles.facts}>
          <Facts>
            <Fact name="Version">{version ?? 'not known'}</Fact>
            <Fact name="Nodes">{nodeWords(summary)}</Fact>
            <Fact name="Pods">{podWords(summary)}</Fact>
            {summary.pending.map(reason => (
              <Fact key={reason.text} name="Do not fit">
                {pendingWords(reason)}
              </Fact>
            ))}
            {summary.nodeAutoscaling.map(scaler => (
              <Fact key={scaler.engine} name={engineWords[scaler.engine]}>
                <VerdictMark state={scaler.verdict.state}>{scaler.sentence}</VerdictMark>
              </Fact>
            ))}
          </Facts>
        </div>
        <Limited summary={summary} />
        <UnseenList unseen={blind} label={`What cannot be seen of ${cluster}`} />
      </LastKnown>
    </article>
  );
}
