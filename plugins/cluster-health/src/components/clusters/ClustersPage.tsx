import { AllPage, EmptyState } from '@greenroom/plugin-portal-react';
import { summariseClusters } from '../../clusters/summary';
import { useClusters } from '../../hooks/useClusters';
import { ClusterCard } from './ClusterCard';
import styles from './Clusters.module.css';

/** Every cluster this person may see anything of: how they are in a sentence, then a card each, worst first. */
export function ClustersPage() {
  const { view, clusters, unreadable } = useClusters();
  return (
    <AllPage
      title="Clusters"
      view={view}
      sentence={summariseClusters(clusters, view.sources)}
      what="the clusters"
      empty={
        <EmptyState title="No clusters">
          There is no cluster of which you may see anything. Who owns a namespace sees its cluster.
        </EmptyState>
      }
      unreadable={unreadable}
    >
      <div className={styles.cards}>
        {clusters.map(summary => (
          <ClusterCard key={summary.cluster} summary={summary} />
        ))}
      </div>
    </AllPage>
  );
}
