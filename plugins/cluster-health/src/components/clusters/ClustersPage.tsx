import {
  EmptyState,
  FreshnessMark,
  Loading,
  PortalPage,
  Sentence,
  TopicBoundary,
  Unreadable,
} from '@greenroom/plugin-portal-react';
import { summariseClusters } from '../../clusters/summary';
import { useClusters } from '../../hooks/useClusters';
import { ClusterCard } from './ClusterCard';
import styles from './Clusters.module.css';

/** Every cluster this person may see anything of: how they are in a sentence, then a card each, worst first. */
export function ClustersPage() {
  const { view, clusters, unreadable } = useClusters();
  return (
    <PortalPage
      title="Clusters"
      marks={view.state === 'live' && <FreshnessMark sources={view.sources} />}
      sentence={
        view.rows && (
          <Sentence>
            <span role="status">{summariseClusters(clusters, view.sources)}</span>
          </Sentence>
        )
      }
    >
      <TopicBoundary
        view={view}
        loading={<Loading lines={9}>Loading the clusters</Loading>}
        empty={
          <EmptyState title="No clusters">
            There is no cluster of which you may see anything. Who owns a namespace sees its cluster.
          </EmptyState>
        }
      >
        <Unreadable rows={unreadable} />
        <div className={styles.cards}>
          {clusters.map(summary => (
            <ClusterCard key={summary.cluster} summary={summary} />
          ))}
        </div>
      </TopicBoundary>
    </PortalPage>
  );
}
